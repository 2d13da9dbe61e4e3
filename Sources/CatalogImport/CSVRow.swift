/// One record of a CSV file. Its fields share one text.
package struct CSVRow: Sendable, Equatable {
    private let text: String
    /// Where each field ends in the UTF-8 of ``text``; one separator byte follows each.
    private let ends: [Int]
    private let starts: [TextPosition]

    /// `text` holds the fields, each followed by one ASCII byte; `starts` says where each stood in the file.
    init(text: String, ends: [Int], starts: [TextPosition]) {
        self.text = text
        self.ends = ends
        self.starts = starts
    }

    package var count: Int { ends.count }
    /// The line on which the record starts.
    package var line: Int { starts.first?.line ?? 0 }

    /// The unquoted text of the field.
    package subscript(index: Int) -> Substring {
        let bytes = text.utf8
        let lower = index == 0 ? 0 : ends[index - 1] + 1
        let start = bytes.index(bytes.startIndex, offsetBy: lower)
        return Substring(bytes[start..<bytes.index(start, offsetBy: ends[index] - lower)])
    }

    package func position(of index: Int) -> TextPosition { starts[index] }

    package var fields: [String] { (0..<count).map { String(self[$0]) } }
}
