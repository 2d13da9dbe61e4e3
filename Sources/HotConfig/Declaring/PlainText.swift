import Configuration

/// Text without control characters, save line feeds and tabs.
struct PlainText: ConfigText {
    static let expectation = "text without control characters"

    let value: String

    init(_ value: String) { self.value = value }

    init?(configString text: String) {
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
        }
        guard isClean else { return nil }
        self.value = text
    }

    var description: String { value }
    var scalar: ConfigScalar { .text(value) }
}
