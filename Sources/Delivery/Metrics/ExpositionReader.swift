/// Reads the series that are asked for out of an exposition in the Prometheus text format, version 0.0.4.
///
/// It goes through the bytes once. Of a line with another name it sees the name and the line's end, and text is made only of the labels of
/// series that are found. What is no exposition is refused as a whole, a page of HTML as well as a text that was cut off: half of a number
/// would be a number too.
package struct ExpositionReader {
    let bytes: [UInt8]
    var index = 0
    private let queries: [ExpositionQuery]
    private var line = 1
    /// Of the line that is being read; kept, so that its room is used again.
    var labels = ExpositionLabels()
    private var found: [[MetricSeries]]

    private init(_ bytes: [UInt8], _ queries: [ExpositionQuery]) {
        self.bytes = bytes
        self.queries = queries
        found = Array(repeating: [], count: queries.count)
    }

    /// The series of each query, in their order.
    package static func read(_ bytes: [UInt8], _ queries: [ExpositionQuery]) throws(MetricSourceFailure) -> [[MetricSeries]] {
        var reader = ExpositionReader(bytes, queries)
        while reader.index < bytes.count {
            try reader.readLine()
            reader.line += 1
        }
        return reader.found
    }

    func fault(_ message: String) -> MetricSourceFailure { MetricSourceFailure("line \(line) of the exposition: \(message)") }

    private mutating func readLine() throws(MetricSourceFailure) {
        skipBlanks()
        switch next {
        case Byte.newline: index += 1
        case Byte.hash: try skipLine()
        default: try readSample()
        }
    }

    private mutating func readSample() throws(MetricSourceFailure) {
        let start = index
        while let next, Byte.isName(next) || next == Byte.colon { index += 1 }
        guard index > start, !Byte.isDigit(bytes[start]), let next, next == Byte.open || Byte.isBlank(next) else {
            throw fault("neither a sample nor a comment")
        }
        let name = start..<index
        for query in queries where try query.concerns(bytes, name) { return try take(name) }
        try skipLine()
    }

    /// The rest of a line whose name is asked for.
    private mutating func take(_ name: Range<Int>) throws(MetricSourceFailure) {
        try readLabels()
        let value = try readValue()
        var series: MetricSeries?
        queries: for (number, query) in queries.enumerated() where try query.concerns(bytes, name) {
            for condition in query.conditions where try !labels.meet(condition, in: bytes) { continue queries }
            let made = series ?? MetricSeries(labels: labels.dictionary(in: bytes, name: name), value: value)
            series = made
            found[number].append(made)
        }
    }
}
