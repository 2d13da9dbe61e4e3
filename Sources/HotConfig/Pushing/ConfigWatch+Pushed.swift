package import Logging

extension ConfigWatch {
    /// Watches a ConfigMap through the API, with the mounted file as fallback.
    package init(pushed source: PushedSource, lastGood: String?, logger: Logger, pollInterval: Duration = .milliseconds(50)) {
        self.init(
            reader: source, lastGood: lastGood.map(LastGoodFile.init(path:)),
            ticks: PollTicks(every: pollInterval, clock: ContinuousClock()), pushes: source.pushes, logger: logger)
    }
}
