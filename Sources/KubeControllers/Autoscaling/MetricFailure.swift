/// Why a metric says nothing about the number of replicas.
package struct MetricFailure: Error, Equatable, Sendable {
    /// The reason of the condition `ScalingActive`: `FailedGetResourceMetric`.
    package let reason: String
    package let message: String

    package init(reason: String = "FailedGetResourceMetric", _ message: String) {
        self.reason = reason
        self.message = message
    }
}
