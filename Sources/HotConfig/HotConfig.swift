import Foundation
package import Logging
import ServiceLifecycle
import Synchronization

/// The configuration of one service, watched and swapped while it runs.
///
/// A handler reads `config.current.value` once per request and passes it on, so that a request sees one revision from end to end.
/// Code that must rebuild something on a change listens to ``updates``: build new, swap, drain old.
/// A revision that is invalid in any way is refused as a whole, reported, and the one before it goes on running.
package final class HotConfig<Value: HotConfigurable>: Service, ConfigReporting, Sendable {
    struct State: Sendable {
        var current: ConfigRevision<Value>
        var entries: [ConfigReport.Entry]
        var lastRejected: ConfigRejection?
        var staging = StagingState()
    }

    /// What the source was last seen to try beside its content.
    struct StagingState: Sendable, Equatable {
        var share: StagedShare?
        var fault: ConfigFault?
    }

    let state: Mutex<State>
    let subscribers: UpdateSubscribers<Value>
    /// Nil when the configuration is fixed.
    let reloader: ConfigReloader<Value>?

    /// Reads the source at once. Throws ``ConfigFaults`` with every fault when it is invalid and no valid last good revision stands in.
    /// - Parameter lastGood: The file in which the last good revision outlives the process; it is kept without secrets. Nil keeps none.
    package convenience init(
        source: ConfigSource, lastGood: String?, logger: Logger, pollInterval: Duration = .milliseconds(50)
    ) throws {
        try self.init(ConfigWatch(source: source, lastGood: lastGood, logger: logger, pollInterval: pollInterval))
    }

    /// Reads the source at once, with everything injected.
    package init(_ watch: ConfigWatch) throws(ConfigFaults) {
        let start = try ConfigStart<Value>(watch)
        self.state = Mutex(State(current: start.revision, entries: start.accepted.entries, staging: start.staging))
        self.subscribers = UpdateSubscribers(start.revision)
        self.reloader = ConfigReloader(watch, start.reload)
        perform(start)
    }

    init(fixed value: Value, entries: [ConfigReport.Entry], revision: String) {
        let current = ConfigRevision(value: value, revision: revision, source: "fixed", appliedAt: Date())
        self.state = Mutex(State(current: current, entries: entries))
        self.subscribers = UpdateSubscribers(current)
        self.reloader = nil
    }

    /// The running revision. Cheap: a lock and a copy.
    package var current: ConfigRevision<Value> {
        state.withLock(\.current)
    }

    /// The running revision first, then every new one; a slow listener misses some in between, never the newest. Ends with the service.
    package var updates: AsyncStream<ConfigRevision<Value>> {
        subscribers.subscribe()
    }

    /// What runs, what it may be, and what was refused last, with secrets redacted.
    package var report: ConfigReport {
        let state = state.withLock { $0 }
        return ConfigReport(
            service: Value.service, revision: state.current.revision, source: state.current.source,
            resourceVersion: state.current.resourceVersion, appliedAt: state.current.appliedAt.timestamp, values: state.entries,
            staging: state.staging.share.map(ConfigReport.Staging.init), stagingFault: state.staging.fault, lastRejected: state.lastRejected
        )
    }
}
