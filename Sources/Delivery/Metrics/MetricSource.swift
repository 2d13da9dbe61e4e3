/// Where growing counters are read from: everything that `souk up` gathers in one exposition, or a Prometheus.
package protocol MetricSource: Sendable {
    /// As it stands in messages: `Prometheus at http://…`.
    var name: String { get }

    /// The series that each selector finds, in the order of the selectors, all read at about the same time. That there are none is an
    /// answer like any other; throws only when the source could not be asked, or does not understand a selector.
    ///
    /// - Parameter selectors: Instant vector selectors of PromQL, such as `souk_orders_total{outcome!="confirmed"}`.
    func read(_ selectors: [String]) async throws(MetricSourceFailure) -> [[MetricSeries]]
}

/// Why a source could not be asked.
package struct MetricSourceFailure: Error, Sendable, Hashable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}

/// One counter as it stands.
package struct MetricSeries: Sendable, Hashable {
    package let labels: [String: String]
    package let value: Double

    package init(labels: [String: String], value: Double) {
        self.labels = labels
        self.value = value
    }
}
