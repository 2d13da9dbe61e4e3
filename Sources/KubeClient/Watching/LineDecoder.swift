/// Cuts a stream of bytes into lines. Memory is bounded by the longest line that is allowed.
package struct LineDecoder: Sendable {
    /// A line is longer than allowed.
    package struct TooLong: Error, Equatable {
        /// In bytes.
        package let limit: Int
    }

    let limit: Int
    private var pending: [UInt8] = []

    package init(limit: Int) { self.limit = limit }

    /// Takes the next piece in and hands out every line that is complete, without its end. Empty lines are left out.
    package mutating func decode<E: Error>(
        _ bytes: some Collection<UInt8>, tooLong: (TooLong) -> E, _ emit: ([UInt8]) throws(E) -> Void
    ) throws(E) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            try append(rest[..<end], tooLong)
            rest = rest[rest.index(after: end)...]
            var line: [UInt8] = []
            swap(&line, &pending)
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if !line.isEmpty { try emit(line) }
        }
        try append(rest, tooLong)
    }

    private mutating func append<E: Error>(_ piece: some Collection<UInt8>, _ tooLong: (TooLong) -> E) throws(E) {
        guard pending.count + piece.count <= limit else { throw tooLong(TooLong(limit: limit)) }
        pending.append(contentsOf: piece)
    }
}
