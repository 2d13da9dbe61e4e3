import ArgumentParser
import Delivery
import KubeClient
import KubeModel
import ReleaseEngine

/// Shows a rollout of a configuration until its end: a line for each change.
struct ConfigFollowing: Sendable {
    let api: KubeClient
    let rollout: KubeObject
    /// What was asked for before; nothing that the rollout was before counts as its end. Nil for none.
    var request: String?
    var wanted: Set<ReleasePhase> = [.succeeded]

    /// Returns after a wanted end. Throws ``CommandFailure`` with the reason after another. Whoever interrupts it ends the following, not the
    /// rollout.
    func follow() async throws {
        var shown = ""
        var report = RolloutReport(.config, rollout)
        let end = await RolloutWatch(api: api, type: .configRollouts, rollout: rollout).end { object in
            report = RolloutReport(.config, object)
            let line = ConfigRolloutView(report).line
            if line != shown { say(line) }
            shown = line
            return report.phase.isTerminal && (request == nil || report.requestID == request)
        } away: { error in
            say("The API is away, the rollout goes on with its controller: \(error.message)")
        }
        switch end {
        case .over:
            guard wanted.contains(report.phase) else { throw CommandFailure(report.conclusion) }
            say(report.conclusion)
        case .deleted: throw CommandFailure("\(rollout.name) was deleted before its end.")
        case .abandoned: throw APIAbsence.failure(rollout.name, command: "`souk config status`")
        case nil: try Task.checkCancellation()
        }
    }
}
