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
        var absence = APIAbsence()
        for await update in ObjectStream(.configRollouts, namespace: rollout.namespace, of: api) {
            let object: KubeObject
            switch update {
            case .synced(let list):
                guard let mine = list.items.first(where: isMine) else {
                    throw CommandFailure("\(rollout.name) was deleted before its end.")
                }
                object = mine
            case .changed(let changed) where isMine(changed): object = changed
            case .deleted(let gone) where isMine(gone): throw CommandFailure("\(rollout.name) was deleted before its end.")
            case .interrupted(let error):
                say("The API is away, the rollout goes on with its controller: \(error.message)")
                if absence.goesOn() { throw APIAbsence.failure(rollout.name, command: "`souk config status`") }
                continue
            case .changed, .deleted, .resumed: continue
            }
            absence.isOver()
            let report = ConfigRolloutReport(object)
            if report.line != shown { say(report.line) }
            shown = report.line
            if try isOver(report) { return }
        }
        try Task.checkCancellation()
    }

    private func isMine(_ object: KubeObject) -> Bool { object.uid == rollout.uid }

    private func isOver(_ report: ConfigRolloutReport) throws -> Bool {
        guard report.phase.isTerminal, request == nil || report.requestID == request else { return false }
        guard wanted.contains(report.phase) else { throw CommandFailure(report.ending) }
        say(report.ending)
        return true
    }
}
