/// An instant vector selector of PromQL, such as `souk_orders_total{outcome!="confirmed",pod=~"order-.*"}`: the part of the language that
/// is evaluated without a Prometheus. Expressions, ranges, `offset` and `@` are not.
package struct SeriesSelector: Sendable {
    /// The longest text that is taken, in bytes of UTF-8.
    package static let lengthLimit = 4_096
    /// The most conditions that are taken.
    package static let matcherLimit = 32

    /// All conditions; that on the name of the metric is one on `__name__`.
    package let matchers: [LabelMatcher]

    init(matchers: [LabelMatcher]) {
        self.matchers = matchers
    }

    /// Reads a selector as Prometheus does.
    package init(parsing text: String) throws(SelectorFault) {
        guard text.utf8.count <= Self.lengthLimit else { throw SelectorFault(at: 1, "longer than \(Self.lengthLimit) bytes") }
        var parser = SelectorParser(text)
        self = try parser.selector()
    }

    /// The only name that its series can have; nil when it leaves that open.
    package var name: String? {
        matchers.first { $0.label == LabelMatcher.nameLabel && $0.operation == .equal }?.value
    }

    /// Whether it finds a series with these labels.
    package func finds(_ labels: [String: String]) throws(MetricSourceFailure) -> Bool {
        for matcher in matchers where try !matcher.admits(labels[matcher.label] ?? "") { return false }
        return true
    }

    /// A text in the quotes of PromQL.
    package static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\", "\"": "\\\(scalar)"
            case "\n": "\\n"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
