/// One thing that does not add up.
package struct AuditFinding: Codable, Hashable, Sendable {
    package var code: Code
    /// Which of the shop's invariants it breaks, 1 to 5.
    package var invariant: Int
    /// What it is about: an order with its number and id, a SKU, a key.
    package var subject: String
    package var expected: String
    package var found: String
    /// What the code means, as a sentence.
    package var explanation: String

    init(_ code: Code, subject: String, expected: String, found: String) {
        self.code = code
        self.invariant = code.invariant
        self.subject = subject
        self.expected = expected
        self.found = found
        self.explanation = code.explanation
    }
}
