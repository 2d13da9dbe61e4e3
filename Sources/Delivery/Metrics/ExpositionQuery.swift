/// A selector made ready for being asked of bytes.
package struct ExpositionQuery: Sendable {
    /// One condition on a label other than the name.
    struct Condition: Sendable {
        let label: [UInt8]
        let matcher: LabelMatcher
        /// What the value is compared with, where it is a plain comparison.
        let literal: [UInt8]?
    }

    /// The only name it asks for; nil if it has other conditions on the name, or none.
    let name: [UInt8]?
    private let nameMatchers: [LabelMatcher]
    let conditions: [Condition]

    package init(_ selector: SeriesSelector) {
        let isName = { (matcher: LabelMatcher) in matcher.label == LabelMatcher.nameLabel }
        let names = selector.matchers.filter(isName)
        nameMatchers = names
        name = names.count == 1 ? selector.name.map { Array($0.utf8) } : nil
        conditions = selector.matchers.filter { !isName($0) }.map {
            Condition(label: Array($0.label.utf8), matcher: $0, literal: $0.literal)
        }
    }

    /// Whether it can find lines of this name.
    func concerns(_ bytes: [UInt8], _ range: Range<Int>) throws(MetricSourceFailure) -> Bool {
        if let name { return name.count == range.count && bytes[range].elementsEqual(name) }
        guard !nameMatchers.isEmpty else { return true }
        let text = String(decoding: bytes[range], as: UTF8.self)
        for matcher in nameMatchers where try !matcher.admits(text) { return false }
        return true
    }
}
