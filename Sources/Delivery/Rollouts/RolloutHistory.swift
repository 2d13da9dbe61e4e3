package import KubeModel
import ReleaseEngine

/// Rollouts that came to their end. The last ones are kept for people to look at, as a Deployment keeps its old ReplicaSets.
package enum RolloutHistory {
    /// How many are kept of each service.
    package static let limit = 50

    /// Those of one kind that ended too long ago to be kept.
    package static func lapsed(among rollouts: [KubeObject]) -> [KubeObject] {
        let byService = Dictionary(grouping: rollouts.filter(\.isOver)) { $0.spec["service"].string ?? "" }
        return byService.values.flatMap { ended in
            ended.sorted { ($0.finishedAt, $0.name) > ($1.finishedAt, $1.name) }.dropFirst(limit)
        }
    }
}

extension KubeObject {
    /// Whether a rollout has come to its end and nothing follows by itself. One whose state cannot be read any more is not begun anew for
    /// that.
    package var isOver: Bool { status["phase"].string.flatMap(ReleasePhase.init)?.isTerminal ?? false }

    fileprivate var finishedAt: String { status["finishedAt"].string ?? "" }
}
