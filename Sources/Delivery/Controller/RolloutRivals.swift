package import KubeModel
import ReleaseEngine

/// Other rollouts of the same kind and service. Only one may be at work: the oldest goes first, and makes way for a newer one.
package struct RolloutRivals: Sendable, Equatable {
    /// An older one that has not come to its end.
    package var blockedBy: String?
    /// The newest one that waits.
    package var supersededBy: String?

    /// - Parameter all: All rollouts of its kind in its namespace, itself included or not.
    package init(of rollout: Rollout, among all: [KubeObject]) {
        let mine = Age(rollout.object)
        let others = all.filter { object in
            object.uid != rollout.object.uid && object.spec["service"].string == rollout.spec.service && !object.isOver
        }
        blockedBy = others.map(Age.init).filter { $0 < mine }.min()?.name
        supersededBy = others.filter { Self.isSound($0, rollout.kind) }.map(Age.init).filter { mine < $0 }.max()?.name
    }

    /// Whether it can be carried out: for one with a mistake in it nobody has to make way.
    private static func isSound(_ object: KubeObject, _ kind: RolloutKind) -> Bool {
        Rollout(kind: kind, object: object).spec.faults.isEmpty
    }
}

extension RolloutRivals {
    /// The order in which rollouts came. The API tells their age in whole seconds: of two from the same second the one that has begun was
    /// first, and if neither has, their UIDs decide, so that both come to the same.
    private struct Age: Comparable {
        let created: String
        let isWaiting: Bool
        let uid: String
        let name: String

        init(_ object: KubeObject) {
            created = object.creationTimestamp ?? ""
            isWaiting = object.status["startedAt"].isNull
            uid = object.uid
            name = object.name
        }

        static func < (left: Age, right: Age) -> Bool {
            (left.created, left.isWaiting ? 1 : 0, left.uid) < (right.created, right.isWaiting ? 1 : 0, right.uid)
        }
    }
}
