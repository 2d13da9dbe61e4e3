import Synchronization
import KubeModel

/// The writes of one commit, each admitted on top of those before it.
struct CommitBatch: ObjectLookup {
    private let store: ObjectStore
    private let registry: TypeRegistry
    /// The version of the store before the batch.
    let base: Int
    private(set) var changes: [StoreChange] = []
    /// The objects that the batch has changed; nil for those it removes.
    private var staged: [ObjectKey: KubeObject?] = [:]

    /// Only the leader of a commit makes one, and only it publishes, so that the store stands still meanwhile.
    init(store: ObjectStore) {
        self.store = store
        (registry, base) = store.state.withLock { ($0.registry, $0.version) }
    }

    func object(_ key: ObjectKey) -> KubeObject? {
        if let staged = staged[key] { return staged }
        return store.state.withLock { $0.object(key) }
    }

    func objects(_ type: ResourceType, in namespace: String?) -> [KubeObject] {
        let stored = store.state.withLock { $0.objects(type, in: namespace) }
        let concerned = staged.filter { $0.key.type == type && (namespace == nil || $0.key.namespace == namespace) }
        guard !concerned.isEmpty else { return stored }
        let untouched = stored.filter { object in
            !concerned.keys.contains(ObjectKey(type, namespace: object.namespace, name: object.name))
        }
        return untouched + concerned.values.compactMap(\.self)
    }

    /// Decides a write and stages what it changes.
    mutating func admit(_ write: ObjectWrite) -> Result<WriteOutcome, StatusError> {
        let admission = Admission(registry: registry, objects: self, now: store.time, identity: store.identity)
        do throws(StatusError) {
            let admitted = try admission.admit(write)
            let object = write.isDryRun ? admitted.object : stage(admitted)
            return .success(
                WriteOutcome(object: admitted.answer(object), effect: admitted.effect, warnings: admitted.warnings))
        } catch {
            return .failure(error)
        }
    }

    /// Gives every changed object its version. Returns the write's own object with it.
    private mutating func stage(_ admitted: Admitted) -> KubeObject {
        var own = admitted.object
        for (index, (key, object)) in admitted.changes.enumerated() {
            let version = (changes.last?.version ?? base) + 1
            var current = object
            current?.resourceVersion = String(version)
            changes.append(StoreChange(key: key, version: version, previous: self.object(key), current: current))
            staged[key] = .some(current)
            if index == 0 {
                own.resourceVersion = String(version)
                if let current { own = current }
            }
        }
        return own
    }
}
