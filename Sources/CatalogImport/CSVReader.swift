/// A streaming reader of RFC 4180: bytes in as they come, rows out. It holds one row at most.
///
/// A byte-order mark is read over; lines may end in CRLF, LF or CR; blank lines are read over. A row that is malformed, larger than
/// the limits, or not valid UTF-8 becomes one fault, and reading goes on behind it.
package struct CSVReader: Sendable {
    private enum State {
        /// Nothing of the next row has been read yet.
        case rowStart
        case fieldStart
        case unquoted
        case quoted
        /// Behind a quote in a quoted field: it ends the field, or it is the first of a doubled one.
        case quoteInQuoted
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var state = State.rowStart
    private var row: CSVRowBuilder
    private var position = TextPosition(line: 1, column: 1)
    private var previousWasReturn = false
    private var markBytesSeen = 0
    private var isPastMark = false
    private var events: [CSVEvent] = []

    package init(limits: CSVLimits = CSVLimits()) { row = CSVRowBuilder(limits: limits) }

    /// Reads the next bytes of the file; a row may be spread over any number of calls.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [CSVEvent] {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { read($0) }
        if isDone == nil { Array(bytes).withUnsafeBufferPointer { read($0) } }
        return takeEvents()
    }

    /// Says that the file has ended. The last row needs no line break.
    package mutating func finish() -> [CSVEvent] {
        giveBackMark()
        switch state {
        case .rowStart: break
        case .quoted:
            row.reject(at: row.fieldStart, "the quoted field is never closed")
            endRow()
        case .fieldStart, .unquoted, .quoteInQuoted:
            if state == .fieldStart { row.beginField(at: position) }
            row.endField()
            endRow()
        }
        return takeEvents()
    }

    private mutating func takeEvents() -> [CSVEvent] {
        defer { events = [] }
        return events
    }

    // MARK: Bytes

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = skipMark(bytes)
        while index < bytes.count {
            if state == .unquoted || state == .quoted {
                index = readRun(bytes, from: index)
                if index == bytes.count { return }
            }
            step(bytes[index])
            index += 1
        }
    }

    private mutating func skipMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var index = 0
        while !isPastMark, index < bytes.count {
            guard bytes[index] == Self.byteOrderMark[markBytesSeen] else {
                giveBackMark()
                break
            }
            index += 1
            markBytesSeen += 1
            isPastMark = markBytesSeen == Self.byteOrderMark.count
        }
        return index
    }

    /// Treats the beginning of what turned out to be no byte-order mark as content.
    private mutating func giveBackMark() {
        guard !isPastMark else { return }
        isPastMark = true
        for byte in Self.byteOrderMark.prefix(markBytesSeen) { step(byte) }
    }

    /// Takes the bytes up to the next one that means something, all at once.
    private mutating func readRun(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let endsAtComma = state == .unquoted
        var index = start
        var scalars = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == .quote || byte == .lineFeed || byte == .carriageReturn || (endsAtComma && byte == .comma) { break }
            if !byte.isUTF8Continuation { scalars += 1 }
            index += 1
        }
        guard index > start else { return start }
        row.append(bytes[start..<index])
        position.column += scalars
        previousWasReturn = false
        return index
    }

    private mutating func step(_ byte: UInt8) {
        let endsReturn = byte == .lineFeed && previousWasReturn
        switch state {
        case .rowStart, .fieldStart: begin(with: byte, endsReturn: endsReturn)
        case .unquoted: continueUnquoted(with: byte)
        case .quoted: continueQuoted(with: byte)
        case .quoteInQuoted: continueBehindQuote(with: byte)
        }
        advance(over: byte, endsReturn: endsReturn)
    }

    private mutating func advance(over byte: UInt8, endsReturn: Bool) {
        previousWasReturn = byte == .carriageReturn
        if byte == .carriageReturn || byte == .lineFeed {
            if !endsReturn { position = TextPosition(line: position.line + 1, column: 1) }
        } else if !byte.isUTF8Continuation {
            position.column += 1
        }
    }

    // MARK: States

    private mutating func begin(with byte: UInt8, endsReturn: Bool) {
        let isLineBreak = byte == .lineFeed || byte == .carriageReturn
        if state == .rowStart, isLineBreak { return }
        row.beginField(at: position)
        switch byte {
        case .quote: state = .quoted
        case .comma, .lineFeed, .carriageReturn: endField(at: byte)
        default:
            state = .unquoted
            row.append(CollectionOfOne(byte))
        }
    }

    private mutating func continueUnquoted(with byte: UInt8) {
        switch byte {
        case .comma, .lineFeed, .carriageReturn: endField(at: byte)
        case .quote: row.reject(at: position, "a quote stands in a field that is not quoted; quote the field and double the quote")
        default: row.append(CollectionOfOne(byte))
        }
    }

    private mutating func continueQuoted(with byte: UInt8) {
        if byte == .quote {
            state = .quoteInQuoted
        } else {
            row.append(CollectionOfOne(byte))
        }
    }

    private mutating func continueBehindQuote(with byte: UInt8) {
        switch byte {
        case .quote:
            state = .quoted
            row.append(CollectionOfOne(byte))
        case .comma, .lineFeed, .carriageReturn: endField(at: byte)
        default:
            row.reject(at: position, "text follows the closing quote of a field; double the quotes inside it")
            state = .unquoted
        }
    }

    private mutating func endField(at byte: UInt8) {
        row.endField()
        if byte == .comma {
            state = .fieldStart
        } else {
            endRow()
        }
    }

    private mutating func endRow() {
        events.append(row.finish())
        state = .rowStart
    }
}
