import KubeClient
import KubeModel

/// Follows one Release or ConfigRollout until its end.
struct RolloutWatch: Sendable {
    enum End: Sendable {
        case over
        case deleted
        /// The API is away, and stays away.
        case abandoned
    }

    let api: KubeClient
    let type: ResourceType
    let rollout: KubeObject

    /// Nil when its task was cancelled.
    /// - Parameters:
    ///   - isOver: Shown each state; whether that is the end.
    ///   - away: Told of each failure of the API.
    func end(isOver: (KubeObject) -> Bool, away: (StatusError) -> Void) async -> End? {
        var absence = APIAbsence()
        for await update in ObjectStream(type, namespace: rollout.namespace, of: api) {
            switch update {
            case .synced(let list):
                guard let object = list.items.first(where: isMine) else { return .deleted }
                if isOver(object) { return .over }
            case .changed(let object) where isMine(object):
                if isOver(object) { return .over }
            case .deleted(let object) where isMine(object):
                return .deleted
            case .interrupted(let error):
                away(error)
                if absence.goesOn() { return .abandoned }
                continue
            case .changed, .deleted, .resumed:
                break
            }
            absence.isOver()
        }
        return nil
    }

    private func isMine(_ object: KubeObject) -> Bool { object.uid == rollout.uid }
}
