import ArgumentParser
import Delivery
import Foundation
import KubeClient
import KubeModel
import ReleaseEngine
import UnixSignals

/// Shows a release until its end.
struct ReleaseFollowing: Sendable {
    private enum Outcome: Sendable {
        case over(RolloutReport)
        case deleted
        case detached
        /// The API is away, and stays away.
        case abandoned
    }

    let api: KubeClient
    let release: KubeObject
    /// What was asked for before; nothing that the release was before counts as its end. Nil for none.
    var request: String?
    /// The phases that are a success.
    var wanted: Set<ReleasePhase> = [.succeeded]

    /// Returns after a wanted end. Throws ``CommandFailure`` with the reason after another, or when the release was deleted, and
    /// `ExitCode` 130 when somebody ended the following.
    func follow() async throws {
        let screen = ReleaseScreen()
        let outcome = await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await watch(screen) }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return .detached }
                return nil
            }
            defer { group.cancelAll() }
            while let finished = await group.next() {
                if let outcome = finished { return outcome }
            }
            return Outcome.detached
        }
        screen.end()
        try conclude(outcome)
    }

    private func conclude(_ outcome: Outcome) throws {
        switch outcome {
        case .over(let report):
            guard wanted.contains(report.phase) else { throw CommandFailure(report.conclusion) }
            say(report.conclusion)
        case .deleted:
            throw CommandFailure("Release \(release.name) was deleted before its end; the controller leaves the weights as they are.")
        case .abandoned:
            throw APIAbsence.failure("Release \(release.name)", command: "`souk release status`")
        case .detached:
            let service = release.spec["service"].string ?? "SERVICE"
            say(
                "Detached: release \(release.name) goes on. `souk release status \(service)` shows it, `souk release abort \(service)` ends it."
            )
            throw ExitCode(130)
        }
    }

    /// Nil when its task was cancelled.
    private func watch(_ screen: ReleaseScreen) async -> Outcome? {
        var report = RolloutReport(.release, release)
        let end = await RolloutWatch(api: api, type: .releases, rollout: release).end { object in
            report = RolloutReport(.release, object)
            screen.show(report)
            return report.phase.isTerminal && (request == nil || report.requestID == request)
        } away: { error in
            screen.note("The API is away, the release goes on with its controller: \(error.message)")
        }
        return switch end {
        case .over: .over(report)
        case .deleted: .deleted
        case .abandoned: .abandoned
        case nil: nil
        }
    }
}
