/// The row that a ``CSVReader`` is in the middle of. From its first fault on, it keeps nothing more of the row.
struct CSVRowBuilder: Sendable {
    private let limits: CSVLimits
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var starts: [TextPosition] = []
    private var fault: RowFault?
    private(set) var fieldStart = TextPosition(line: 1, column: 1)

    init(limits: CSVLimits) { self.limits = limits }

    mutating func beginField(at position: TextPosition) {
        fieldStart = position
        if ends.count == limits.fieldsPerRow { reject(at: position, "the row has more than \(limits.fieldsPerRow) fields") }
        guard fault == nil else { return }
        starts.append(position)
    }

    mutating func append(_ content: some Collection<UInt8>) {
        guard fault == nil else { return }
        let fieldBytes = bytes.count - (ends.last.map { $0 + 1 } ?? 0)
        if fieldBytes + content.count > limits.fieldBytes {
            reject(at: fieldStart, "the field is larger than \(limits.fieldBytes) bytes; is a closing quote missing?")
        } else if bytes.count + content.count > limits.rowBytes {
            reject(at: fieldStart, "the row is larger than \(limits.rowBytes) bytes")
        } else {
            bytes.append(contentsOf: content)
        }
    }

    mutating func endField() {
        guard fault == nil else { return }
        ends.append(bytes.count)
        // Keeps the end of one field and the beginning of the next from forming a character.
        bytes.append(.comma)
    }

    /// Only the first fault of a row counts: what follows it is mostly its consequence.
    mutating func reject(at position: TextPosition, _ reason: String) {
        guard fault == nil else { return }
        fault = RowFault(at: position, reason: reason)
        bytes.removeAll(keepingCapacity: true)
    }

    /// The finished row or its fault; the builder is ready for the next row.
    mutating func finish() -> CSVEvent {
        defer { reset() }
        if let fault { return .fault(fault) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .fault(RowFault(at: firstInvalidField, reason: "the text is not valid UTF-8; save the file as UTF-8"))
        }
        return .row(CSVRow(text: text, ends: ends, starts: starts))
    }

    private var firstInvalidField: TextPosition {
        var lower = 0
        for (end, start) in zip(ends, starts) {
            if String(validating: bytes[lower..<end], as: UTF8.self) == nil { return start }
            lower = end + 1
        }
        return fieldStart
    }

    private mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        fault = nil
    }
}
