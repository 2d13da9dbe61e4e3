import KubeModel

/// What the API holds of the mesh's inputs.
struct MeshInputs: Sendable {
    private var mirrors: [ResourceType: ObjectMirror] = [:]

    init() {
        for type in MeshState.types { mirrors[type] = ObjectMirror() }
    }

    /// Whether every type has been listed: before that, what is missing would look like what was deleted.
    var isComplete: Bool { mirrors.values.allSatisfy(\.isSynced) }

    /// True when the configuration may have to change. What only changed its status or metadata changes none.
    mutating func take(_ update: ObjectUpdate, of type: ResourceType) -> Bool {
        let wasComplete = isComplete
        let changes = mirrors[type]?.take(update) ?? []
        return changes.contains { Self.matters($0, type) } || wasComplete != isComplete
    }

    func objects(_ type: ResourceType) -> [KubeObject] { mirrors[type]?.objects ?? [] }

    func object(_ key: ObjectKey) -> KubeObject? { mirrors[key.type]?.object(namespace: key.namespace, name: key.name) }

    /// The users' routing objects.
    var routing: [ObjectKey: KubeObject] {
        var objects: [ObjectKey: KubeObject] = [:]
        for type in MeshState.routingTypes {
            for object in self.objects(type) { objects[ObjectKey(type, namespace: object.namespace, name: object.name)] = object }
        }
        return objects
    }

    /// Everything, with these routing objects instead of the API's.
    func state(routing: [ObjectKey: KubeObject]) -> MeshState {
        var state = MeshState()
        for type in MeshState.types { state[type] = objects(type) }
        for type in MeshState.routingTypes {
            state[type] = routing.filter { $0.key.type == type }.map(\.value).sorted(by: KubeObject.isOlder)
        }
        state.secrets = state.secrets.filter { $0["type"].string == "kubernetes.io/tls" }
        return state
    }

    private static func matters(_ change: ObjectMirror.Change, _ type: ResourceType) -> Bool {
        guard let old = change.old, let new = change.new, old.uid == new.uid else { return true }
        switch type {
        case .pods: return PodFacts(old) != PodFacts(new)
        case .nodes: return old.labels != new.labels
        case .virtualServices, .destinationRules, .gateways: return old.spec != new.spec
        case .services: return old.spec != new.spec
        default: return true
        }
    }
}
