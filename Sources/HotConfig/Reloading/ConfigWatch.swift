import Dispatch
package import Foundation
package import Logging
package import Metrics

/// What a ``HotConfig`` works with: where to read, when to look, where to keep the last good revision, and whom to tell.
package struct ConfigWatch: Sendable {
    let reader: any SourceReading
    let lastGood: (any LastGoodStoring)?
    let ticks: any AsyncSequence<Void, Never> & Sendable
    /// Looks out of turn, at once.
    let pushes: (any AsyncSequence<Void, Never> & Sendable)?
    let now: @Sendable () -> Date
    let logger: Logger
    let metricsFactory: any MetricsFactory

    package init(
        reader: any SourceReading,
        lastGood: (any LastGoodStoring)?,
        ticks: any AsyncSequence<Void, Never> & Sendable,
        pushes: (any AsyncSequence<Void, Never> & Sendable)? = nil,
        now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger,
        metricsFactory: any MetricsFactory = MetricsSystem.factory
    ) {
        self.reader = reader
        self.lastGood = lastGood
        self.ticks = ticks
        self.pushes = pushes
        self.now = now
        self.logger = logger
        self.metricsFactory = metricsFactory
    }

    /// Watches the files of this machine.
    /// - Parameter pod: The name by which this process takes part in rollouts; nil for what is no pod.
    package init(
        source: ConfigSource, pod: String? = nil, lastGood: String?, logger: Logger, pollInterval: Duration = .milliseconds(50)
    ) {
        switch source {
        case .path(let path):
            self.init(
                reader: FileSourceReader(path: path, pod: pod), lastGood: lastGood.map(LastGoodFile.init(path:)),
                ticks: PollTicks(every: pollInterval, clock: ContinuousClock()), logger: logger)
        }
    }
}
