import Dispatch
import Foundation
import Logging
import Synchronization

/// The working parts behind a ``HotConfig``: the decisions, the thread that blocks on files, the writer of the last good revision,
/// and what is told to logs and metrics.
final class ConfigReloader<Value: HotConfigurable>: Sendable {
    private struct State: Sendable {
        var reload: ReloadState
        var running: LastGoodRecord?
    }

    let watch: ConfigWatch
    private let state: Mutex<State>
    private let metrics: ReloadMetrics
    /// Files are read here, one look after the other, so that a slow disk never holds up the threads that serve requests.
    private let reading: DispatchQueue
    /// Syncing a file can take long: it must not hold up the next look.
    private let writing: DispatchQueue
    private let toWrite: (records: AsyncStream<LastGoodRecord>, continuation: AsyncStream<LastGoodRecord>.Continuation)

    init(_ watch: ConfigWatch, _ reload: ReloadState) {
        self.watch = watch
        self.state = Mutex(State(reload: reload))
        self.metrics = ReloadMetrics(service: Value.service, factory: watch.metricsFactory)
        self.reading = DispatchQueue(label: "souk.config.\(Value.service).read")
        self.writing = DispatchQueue(label: "souk.config.\(Value.service).write")
        let (records, continuation) = AsyncStream.makeStream(of: LastGoodRecord.self, bufferingPolicy: .bufferingNewest(1))
        self.toWrite = (records, continuation)
    }

    func handle(_ event: ReloadEvent) -> [ReloadDirective] {
        state.withLock { $0.reload.handle(event) }
    }

    /// Runs blocking work on the reading thread.
    func offPool(_ work: @escaping @Sendable () -> Void) async {
        await Self.on(reading, work)
    }

    private static func on<Result: Sendable>(_ queue: DispatchQueue, _ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}

// MARK: The last good revision

extension ConfigReloader {
    func running(_ record: LastGoodRecord) {
        state.withLock { $0.running = record }
    }

    /// Asks for the running revision to be written, if it is still the one with this hash.
    func persist(_ hash: String) {
        let record = state.withLock(\.running)
        if let record, record.revision == hash { toWrite.continuation.yield(record) }
    }

    /// Writes what is asked for, the newest only, until ``finish()``.
    func writeLastGood() async {
        guard let store = watch.lastGood else { return }
        for await record in toWrite.records {
            let failure: LastGoodFailure? = await Self.on(writing) {
                do throws(LastGoodFailure) {
                    try store.save(record)
                    return nil
                } catch {
                    return error
                }
            }
            _ = handle(failure == nil ? .persisted(record.revision) : .persistFailed(record.revision))
            guard let failure else { continue }
            watch.logger.error(
                "Last good configuration could not be written; it is tried again",
                metadata: ["service": "\(Value.service)", "reason": "\(failure)"])
        }
    }

    func finish() {
        toWrite.continuation.finish()
    }
}

// MARK: Logs and metrics

extension ConfigReloader {
    func applied(_ revision: ConfigRevision<Value>, from origin: SourceOrigin?) {
        metrics.applied(revision.revision, at: revision.appliedAt, from: origin)
        metrics.settled()
        watch.logger.info(
            "Config applied",
            metadata: [
                "service": "\(Value.service)", "revision": "\(revision.revision)", "source": "\(revision.source)",
                "via": "\(origin?.label ?? "last good")",
            ])
    }

    func rejected(_ rejection: ConfigRejection, staying revision: String) {
        metrics.rejected()
        watch.logger.error(
            "Config rejected, the last good revision stays",
            metadata: [
                "service": "\(Value.service)", "revision": "\(revision)", "rejected": "\(rejection.revision ?? "unreadable")",
                "source": "\(watch.reader.name)", "faults": .array(rejection.faults.map { "\($0)" }),
            ])
    }

    func resolved(_ revision: String) {
        metrics.settled()
        watch.logger.notice(
            "Config source holds the running revision again",
            metadata: ["service": "\(Value.service)", "revision": "\(revision)", "source": "\(watch.reader.name)"])
    }

    func stagingIsFaulty(_ fault: ConfigFault) {
        metrics.stagingFault()
        watch.logger.warning(
            "Config rollout cannot be followed; the plain content is used",
            metadata: ["service": "\(Value.service)", "source": "\(watch.reader.name)", "fault": "\(fault)"])
    }

    func lastGoodIsUseless(_ faults: [ConfigFault]) {
        watch.logger.warning(
            "Last good configuration is of no use",
            metadata: ["service": "\(Value.service)", "faults": .array(faults.map { "\($0)" })])
    }
}
