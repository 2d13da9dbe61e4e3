import ReleaseEngine

/// Whose the plain content of a ConfigMap is, seen from one rollout. Pure.
enum ConfigStanding: Sendable, Hashable {
    /// That of the revision which the rollout found.
    case stable
    /// That of the revision which it brings: it has been promoted.
    case target
    /// Somebody else's; the name of its revision, or words for one that has none yet. The rollout leaves it alone and makes way.
    case foreign(String)

    /// - Parameter state: Of a rollout that has begun; before that whatever is there is what it finds.
    init(_ picture: ConfigMapPicture, target: String, state: ReleaseState?) {
        let revision = picture.isMarked ? picture.mark.revision : nil
        switch revision {
        case target?: self = .target
        case let name where state?.stable == nil || name == state?.stable: self = .stable
        case let name: self = .foreign(name ?? "a direct edit")
        }
    }

    /// Which revision counts as the one that serves; nil for one that has not begun and finds none.
    func markedStable(_ picture: ConfigMapPicture, target: String, state: ReleaseState?) -> String? {
        guard let stable = state?.stable else { return picture.isMarked ? picture.mark.revision : nil }
        switch self {
        case .stable: return stable
        case .target: return target
        case .foreign: return state?.phase == .succeeded ? target : stable
        }
    }
}
