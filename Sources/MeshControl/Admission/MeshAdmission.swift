package import KubeModel

/// Decides which versions of the users' routing objects are in force. New ones are tried together; when a proxy refuses the outcome, each is
/// tried alone, so that a wrong one keeps no good one from being taken. A refused object stays in force as it last was good.
package struct MeshAdmission: Sendable {
    /// How it stands with the version of an object that the API holds.
    package enum Verdict: Sendable, Equatable {
        /// Written, and not yet taken by every proxy.
        case pending
        case accepted
        /// It cannot become configuration, or a proxy refused it.
        case refused(String)
        /// What it refers to is not there; it is tried again with every change.
        case unresolved(String)
    }

    private var desired: [ObjectKey: KubeObject] = [:]
    /// The objects in force.
    package private(set) var accepted: [ObjectKey: KubeObject]
    private var refused: [ObjectKey: (object: KubeObject, reason: String)] = [:]
    private var faults: [ObjectKey: MeshFault] = [:]
    private var waiting: [Set<ObjectKey>] = []
    /// The objects whose new version is tried now.
    package private(set) var trial: Set<ObjectKey> = []
    /// Tells one trial from the next, as its answers come late.
    package private(set) var trialNumber = 0

    /// - Parameter accepted: Those of an earlier run.
    package init(accepted: [ObjectKey: KubeObject] = [:]) { self.accepted = accepted }

    /// Takes in what the API holds. Those that are gone are out at once.
    package mutating func desire(_ objects: [ObjectKey: KubeObject]) {
        let changed = objects.filter { !Self.isSame(desired[$0.key], $0.value) }
        desired = objects
        accepted = accepted.filter { objects[$0.key] != nil }
        refused = refused.filter { key, refusal in Self.isSame(objects[key], refusal.object) }
        faults = faults.filter { objects[$0.key] != nil }
        let queued = waiting.reduce(into: Set<ObjectKey>()) { $0.formUnion($1) }
        waiting = waiting.map { $0.filter { objects[$0] != nil } }.filter { !$0.isEmpty }
        let fresh = Set(changed.keys.filter { !queued.contains($0) && isNew($0) })
        if waiting.isEmpty {
            // Those that were wrong by what they referred to have another chance with every change.
            trial = trial.filter { objects[$0] != nil }.union(desired.keys.filter(isNew))
        } else {
            waiting += fresh.subtracting(trial).sorted(by: Self.order).map { [$0] }
        }
        trialNumber += 1
    }

    /// The objects to translate, and those among them that are tried.
    package var candidates: [ObjectKey: KubeObject] {
        var objects = accepted
        for key in trial where faults[key] == nil { objects[key] = desired[key] }
        return objects
    }

    /// Tries again what was left out because of a fault; to be called before each translation.
    package mutating func forgetFaults() { faults = [:] }

    /// The translation found these wrong. True when it has to be made again without them.
    package mutating func found(_ news: [ObjectKey: MeshFault]) -> Bool {
        let own = news.filter { trial.contains($0.key) && faults[$0.key] == nil }
        faults.merge(own) { $1 }
        return !own.isEmpty
    }

    /// Every proxy has what is tried.
    package mutating func settled() {
        for key in trial where faults[key] == nil { accepted[key] = desired[key] }
        trial = trial.filter { faults[$0] != nil }
        next()
    }

    /// A proxy refused what is tried. False when nothing is on trial that could be the cause.
    package mutating func rejected(_ reason: String) -> Bool {
        let tried = trial.filter { faults[$0] == nil }
        guard !tried.isEmpty else { return false }
        trial.subtract(tried)
        if tried.count == 1, let key = tried.first, let object = desired[key] {
            refused[key] = (object, reason)
        } else {
            waiting = tried.sorted(by: Self.order).map { [$0] } + waiting
        }
        next()
        return true
    }

    /// Whether something is on trial that has no fault.
    package var hasUntried: Bool { trial.contains { faults[$0] == nil } }

    package func verdict(on key: ObjectKey) -> Verdict {
        if let refusal = refused[key] { return .refused(refusal.reason) }
        if let fault = faults[key] { return fault.isUnresolved ? .unresolved(fault.description) : .refused(fault.description) }
        return isNew(key) ? .pending : .accepted
    }

    private mutating func next() {
        trialNumber += 1
        guard !waiting.isEmpty else { return }
        trial.formUnion(waiting.removeFirst())
    }

    /// Whether the object has a version that is neither in force nor refused.
    private func isNew(_ key: ObjectKey) -> Bool {
        !Self.isSame(accepted[key], desired[key]) && refused[key] == nil
    }

    private static func isSame(_ left: KubeObject?, _ right: KubeObject?) -> Bool {
        left?.uid == right?.uid && left?.spec == right?.spec && (left == nil) == (right == nil)
    }

    private static func order(_ left: ObjectKey, _ right: ObjectKey) -> Bool { left.description < right.description }
}
