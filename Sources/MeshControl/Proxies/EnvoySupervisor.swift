import Foundation
import Glibc
import KubeModel
package import Logging
package import ProcessControl

/// Keeps the process of one proxy running, and its logs short.
package struct EnvoySupervisor: Sendable {
    /// A log larger than this is put aside, in bytes.
    private static let logLimit = 4 * 1_024 * 1_024
    /// One that ran for so long is started anew without a pause.
    private static let settled: Duration = .seconds(10)

    private let process: EnvoyProcess
    private let admin: EnvoyAdmin
    private let logger: Logger
    private let onStart: @Sendable (ProcessIdentity) -> Void

    /// - Parameter onStart: Called when a process was started, not when one was found.
    package init(
        _ process: EnvoyProcess, admin: EnvoyAdmin, logger: Logger, onStart: @escaping @Sendable (ProcessIdentity) -> Void
    ) {
        self.process = process
        self.admin = admin
        self.logger = logger
        self.onStart = onStart
    }

    /// Returns when the task is cancelled, and leaves the process as it is.
    package func run() async {
        var failures = 0
        let backoff = Backoff(first: .milliseconds(50), longest: .seconds(5))
        while !Task.isCancelled {
            guard (try? await Task.sleep(for: backoff.pause(afterFailures: failures, random: .random(in: 0...1)))) != nil else { return }
            let start = ContinuousClock.now
            do {
                let identity = try await findOrStart()
                let exit = try await identity.waitForExit()
                guard !Task.isCancelled else { return }
                logger.warning(
                    "Proxy ended",
                    metadata: [
                        "pid": "\(identity.pid)", "exit": "\(exit)", "log": "\(process.folder.log)",
                        "cause": "\(EnvoyLog.lastCause(in: process.folder.log) ?? "unknown")",
                    ])
            } catch is CancellationError {
                return
            } catch {
                logger.error("Proxy cannot be started", metadata: ["error": "\(error)"])
            }
            failures = start.duration(to: .now) >= Self.settled ? 0 : failures + 1
        }
    }

    private func findOrStart() async throws -> ProcessIdentity {
        if let found = process.find() {
            logger.info("Proxy goes on", metadata: ["pid": "\(found.pid)"])
            return found
        }
        try await EnvoyProcess.stop(in: process.folder)
        let identity = try process.start()
        logger.info("Proxy started", metadata: ["pid": "\(identity.pid)"])
        onStart(identity)
        return identity
    }

    /// Looks after the logs at each tick.
    package func trimLogs(at ticks: some AsyncSequence<Void, Never> & Sendable) async {
        for await _ in ticks {
            if Self.size(process.folder.accessLog) > Self.logLimit {
                Glibc.rename(process.folder.accessLog, "\(process.folder.accessLog).1")
                do {
                    try await admin.reopenLogs()
                } catch {
                    logger.warning("Access log cannot be reopened", metadata: ["error": "\(error)"])
                }
            }
            // The process appends to it, so that it may be cut under its hands.
            if Self.size(process.folder.log) > Self.logLimit { Glibc.truncate(process.folder.log, 0) }
        }
    }

    private static func size(_ path: String) -> Int {
        var info = stat()
        return stat(path, &info) == 0 ? Int(info.st_size) : 0
    }
}
