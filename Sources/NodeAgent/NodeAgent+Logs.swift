import Foundation
import KubeModel
import Logging
import ProcessControl
import Synchronization

extension NodeAgent {
    /// What a container has written, in pieces of any size. Nil `container` is the only one there is.
    ///
    /// The time of a line is the one that it tells itself, as the JSON lines of the shop do; of other lines it is when the agent saw
    /// them, to about a second. Throws ``LogError``.
    package func logs(
        namespace: String, pod: String, container: String? = nil, options: ContainerLogOptions = ContainerLogOptions()
    ) throws -> AsyncThrowingStream<[UInt8], any Error> {
        guard let runner = runners.first(where: { $0.key.namespace == namespace && $0.key.name == pod }) else {
            throw LogError.noPod(namespace: namespace, name: pod)
        }
        let names = PodSpec(runner.shared.withLock { $0.pod }).containers.map(\.name)
        guard let name = container ?? (names.count == 1 ? names.first : nil), names.contains(name) else {
            throw LogError.noContainer(container ?? "", available: names)
        }
        let log = try runner.log(of: name, isPrevious: options.previous)
        let cursor = try LogCursor(
            log: log, options: options, isLive: { [weak runner] in runner?.isWriting(to: log, name) ?? false }, clock: context.clock,
            interval: settings.followInterval)
        return AsyncThrowingStream { try await cursor.next() }
    }

    /// Keeps the times and sizes of all logs, and removes the control groups that were left.
    package func observeLogs() async {
        while (try? await context.clock.sleep(settings.logInterval)) != nil {
            context.limits.sweep()
            let now = context.clock.now()
            for log in runners.flatMap({ runner in runner.shared.withLock { Array($0.logs.values) } }) {
                do {
                    try log.observe(at: now)
                } catch {
                    context.logger.warning("a log could not be looked after", metadata: ["path": "\(log.path)", "error": "\(error)"])
                }
            }
        }
    }
}

extension PodRunner {
    /// The log of the latest run of a container, or of the one before.
    fileprivate func log(of name: String, isPrevious: Bool) throws(LogError) -> ContainerLog {
        let (log, latest, waiting) = shared.withLock { ($0.logs[name], $0.latestRun[name], $0.waiting[name]) }
        guard let log, let latest else { throw .notStarted(container: name, reason: waiting ?? "ContainerCreating") }
        guard isPrevious else {
            if let waiting { throw .notStarted(container: name, reason: waiting) }
            return log
        }
        let path = folder.container(name).log(latest - 1)
        guard FileManager.default.fileExists(atPath: path) else { throw .noPreviousRun(container: name) }
        return ContainerLog(path: path)
    }

    /// Whether the run that writes this log goes on.
    fileprivate func isWriting(to log: ContainerLog, _ name: String) -> Bool {
        let (current, running) = shared.withLock { ($0.logs[name], $0.running[name]) }
        return current === log && running?.process.isRunning ?? false
    }
}
