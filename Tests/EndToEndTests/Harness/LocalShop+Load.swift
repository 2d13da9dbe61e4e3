import Foundation
import LoadGenerator
import TestKit

extension LocalShop {
    /// `souk load`, running.
    struct Load: Sendable {
        let process: ChildProcess

        /// Its result once it has ended; a run in which requests failed has one too.
        func result(within limit: Duration) async throws -> LoadResult {
            let status = try await process.waitForExit(within: limit)
            guard let line = process.output().split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
                throw SpawnError(program: "souk load", reason: "ended with \(status) and no result: \(process.output().suffix(2_000))")
            }
            return try JSONDecoder().decode(LoadResult.self, from: Data(line.utf8))
        }
    }

    /// Starts visitors that come at `rate` a second; each of their requests is judged alone.
    func startLoad(rate: Double, for duration: Duration, seed: UInt64, _ options: String...) throws -> Load {
        let arguments = [
            "load", "--url", url, "--rate", "\(rate)", "--duration", "\(duration.components.seconds)s", "--seed", "\(seed)", "--json",
            "--once",
        ]
        let process = try ChildProcess.start(
            SoukBinary.path, arguments + options, log: "\(folder)/load-\(UUID().uuidString.prefix(8)).log")
        return Load(process: process)
    }

    /// Runs `souk audit` on this shop's folder until everything adds up.
    func audit(within limit: Duration = .seconds(30)) async throws {
        var report = ""
        do {
            try await eventually(within: limit) {
                let audit = try await SoukBinary.run(["audit", "--home", home, "--grace", "0s"], in: folder)
                report = audit.output
                return audit.status == 0
            }
        } catch is NeverHeld {
            throw SpawnError(program: "souk audit", reason: "not clean within \(limit):\n\(report)")
        }
    }
}

extension LoadResult {
    /// Calls that did not get what they came for: those that failed and those that the shop put off.
    var lost: Int { failed + shed + dropped }
    /// What they were and when, for a test that finds some.
    var losses: String { "\(total.labels.filter { !$0.key.hasPrefix("2") }), \(dropped) dropped; \(incidents)" }
}
