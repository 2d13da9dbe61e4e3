/// One metric of both versions, as read at one time.
package struct MetricReading: Codable, Sendable, Hashable {
    /// What the source answered for one version. That it knows nothing and that it is broken are different things.
    package enum Answer: Codable, Sendable, Hashable {
        /// The source works and has nothing about this version.
        case noData
        /// The source could not be asked.
        case providerError(String)
        case data(MetricSample)

        /// The data, if there is any.
        package var sample: MetricSample? {
            if case .data(let sample) = self { return sample }
            return nil
        }
    }

    package var stable: Answer
    package var new: Answer

    package init(stable: Answer, new: Answer) {
        self.stable = stable
        self.new = new
    }
}
