/// One condition on a label. A label that a series does not have counts as empty, as in Prometheus.
package struct LabelMatcher: Sendable {
    /// How the label is compared.
    package enum Operation: String, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case matches = "=~"
        case doesNotMatch = "!~"
    }

    /// The label under which the name of the metric stands.
    package static let nameLabel = "__name__"

    package let label: String
    package let operation: Operation
    package let value: String
    /// Whether a series without the label meets it.
    package let isMetByNothing: Bool
    private let pattern: AnchoredPattern?

    init(_ label: String, _ operation: Operation, _ value: String) throws(PatternFault) {
        self.label = label
        self.operation = operation
        self.value = value
        let isNegated = operation == .notEqual || operation == .doesNotMatch
        guard operation == .matches || operation == .doesNotMatch else {
            pattern = nil
            isMetByNothing = value.isEmpty != isNegated
            return
        }
        let pattern = try AnchoredPattern(value)
        self.pattern = pattern
        guard let isAlike = try? pattern.matches("") else { throw PatternFault("`\(value)` takes too long") }
        isMetByNothing = isAlike != isNegated
    }

    /// Whether a label with this value meets the condition; throws when an expression takes too long.
    func admits(_ text: String) throws(MetricSourceFailure) -> Bool {
        let isAlike = try pattern?.matches(text) ?? (text == value)
        return isAlike != isNegated
    }

    /// Whether it is met by what is unlike.
    var isNegated: Bool { operation == .notEqual || operation == .doesNotMatch }
    /// The value as bytes, where it is compared with just that.
    var literal: [UInt8]? { pattern == nil ? Array(value.utf8) : nil }
}
