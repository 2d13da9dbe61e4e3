/// What applies to all autoscalers of a cluster; the defaults are kube-controller-manager's.
package struct AutoscalerSettings: Sendable, Equatable {
    /// How often each one looks.
    package var syncPeriod: Duration
    /// How far a metric may be from its target, of 1, where the behavior does not say.
    package var tolerance: Double
    /// The CPU usage of a pod that is younger counts only where it was ready all the time that was measured.
    package var cpuInitializationPeriod: Duration
    /// A pod that turned unready within this time of its start has never been ready.
    package var initialReadinessDelay: Duration
    /// For how long the highest recommendation holds before it goes down, where the behavior does not say.
    package var downscaleStabilization: Duration

    package init(
        syncPeriod: Duration = .seconds(15), tolerance: Double = 0.1, cpuInitializationPeriod: Duration = .seconds(300),
        initialReadinessDelay: Duration = .seconds(30), downscaleStabilization: Duration = .seconds(300)
    ) {
        self.syncPeriod = syncPeriod
        self.tolerance = tolerance
        self.cpuInitializationPeriod = cpuInitializationPeriod
        self.initialReadinessDelay = initialReadinessDelay
        self.downscaleStabilization = downscaleStabilization
    }
}
