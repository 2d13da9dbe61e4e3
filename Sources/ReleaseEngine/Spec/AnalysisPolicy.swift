/// What the new version is measured by, how sure a judgement must be, and what follows when it cannot be measured.
package struct AnalysisPolicy: Codable, Sendable, Hashable {
    /// What to do at a step whose hold is over but whose samples are too few.
    package enum InsufficientData: String, Codable, Sendable {
        /// Wait for them until the deadline, then roll back.
        case wait
        /// At very low traffic: let the hold times decide. Samples that ought to be there and are not are still waited for.
        case advance
    }

    /// What to do when the source of metrics has been failing for too long.
    package enum ProviderFailure: String, Codable, Sendable {
        case rollBack
        /// Stay where it is until it comes back or the deadline is reached.
        case hold
    }

    /// How often the metrics are looked at.
    package var interval: Duration
    package var limits: [MetricLimit]
    /// The chance, over the whole analysis and all its looks and limits, that a version within its limits is rolled back.
    package var falseAborts: Double
    /// The chance that a version that does harm (``MetricLimit/harm``) is taken for harmless.
    package var missedHarm: Double
    package var onInsufficientData: InsufficientData
    /// How many intervals in a row the source may fail.
    package var providerFailures: Int
    package var onProviderFailure: ProviderFailure

    package init(
        interval: Duration = .seconds(1), limits: [MetricLimit] = [.errors(), .latency(), .medianLatency()],
        falseAborts: Double = 0.001, missedHarm: Double = 0.05, onInsufficientData: InsufficientData = .wait, providerFailures: Int = 10,
        onProviderFailure: ProviderFailure = .rollBack
    ) {
        self.interval = interval
        self.limits = limits
        self.falseAborts = falseAborts
        self.missedHarm = missedHarm
        self.onInsufficientData = onInsufficientData
        self.providerFailures = providerFailures
        self.onProviderFailure = onProviderFailure
    }
}
