import Configuration

/// A whole number in plain decimal: `100`, `-5`. No sign `+`, leading zeros, separators or other bases.
struct IntegerText: ConfigText {
    static let expectation = "a whole number in plain decimal, such as 100"

    let value: Int

    init(_ value: Int) { self.value = value }

    init?(configString text: String) {
        guard let value = Int(text), String(value) == text else { return nil }
        self.value = value
    }

    var description: String { String(value) }
    var scalar: ConfigScalar { .integer(value) }
}
