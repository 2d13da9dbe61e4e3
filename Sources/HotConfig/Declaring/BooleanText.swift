import Configuration

/// `true` or `false`, and nothing else: `yes`, `on`, `1` and `True` are mistakes waiting to be misread.
struct BooleanText: ConfigText {
    static let expectation = "exactly true or false"

    let value: Bool

    init(_ value: Bool) { self.value = value }

    init?(configString text: String) {
        guard let value = Bool(text) else { return nil }
        self.value = value
    }

    var description: String { String(value) }
    var scalar: ConfigScalar { .boolean(value) }
}
