/// Who gets the requests. The serving version always has what the new one has not, so the two can never both be at nothing.
package struct TrafficSplit: Codable, Sendable, Hashable {
    /// Percent of the requests that the new version gets.
    package let new: Int
    /// The header that leads to the new version whatever the weights.
    package var preview: PreviewHeader?

    package init(new: Int, preview: PreviewHeader? = nil) {
        self.new = min(max(new, 0), 100)
        self.preview = preview
    }

    /// Percent of the requests that the serving version gets.
    package var stable: Int { 100 - new }
}
