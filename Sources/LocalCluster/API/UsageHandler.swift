import Synchronization
import Hummingbird
import KubeModel

/// Answers `metrics.k8s.io`: what pods and nodes use now, for `kubectl top`.
struct UsageHandler: Sendable {
    static let group = "metrics.k8s.io"
    static let version = "v1beta1"
    static let types = [
        ResourceType(group: group, version: version, kind: "NodeMetrics", plural: "nodes", isNamespaced: false),
        ResourceType(group: group, version: version, kind: "PodMetrics", plural: "pods"),
    ]

    let store: ObjectStore
    let usage: any UsageReading
    let authorizer: RoleAuthorizer

    func answer(_ call: ResourceCall) async throws -> Response {
        let path = call.path
        let selector = path.name == nil ? try call.query.selector() : .everything
        let asked = try call.attributes(selector)
        guard let type = Self.types.first(where: { $0.plural == path.plural && $0.version == path.version }), path.subresource == nil
        else { throw StatusError.noSuchResource }
        guard authorizer.allows(asked, to: call.identity) else { throw asked.refusal(to: call.identity) }
        guard ["get", "list"].contains(asked.verb) else { throw StatusError.methodNotAllowed }
        let all = type.plural == "pods" ? await podMetrics(in: path.namespace) : await nodeMetrics()
        let found = all.filter { path.name.map($0.name.elementsEqual) ?? selector.labels.matches($0.labels) }
        guard let name = path.name else {
            return APIAnswer([
                "kind": .string("\(type.kind)List"), "apiVersion": .string(type.apiVersion), "metadata": [:],
                "items": .array(found.map(\.json)),
            ]).response
        }
        guard let object = found.first else {
            throw StatusError.notFound(ObjectKey(type, namespace: path.namespace ?? "", name: name))
        }
        return APIAnswer(object.json).response
    }

    private func podMetrics(in namespace: String?) async -> [KubeObject] {
        await usage.podUsage().filter { namespace == nil || $0.namespace == namespace }
            .sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
            .map { each in
                let key = ObjectKey(.pods, namespace: each.namespace, name: each.name)
                let labels = store.state.withLock { $0.object(key) }?.labels ?? [:]
                var object = KubeObject(Self.types[1], namespace: each.namespace, name: each.name, labels: labels)
                stamp(&object, each.timestamp, each.window)
                object["containers"] = .array(
                    each.containers.sorted { $0.key < $1.key }.map { ["name": .string($0.key), "usage": Self.quantities($0.value)] })
                return object
            }
    }

    private func nodeMetrics() async -> [KubeObject] {
        await usage.nodeUsage().sorted { $0.name < $1.name }.map { each in
            let labels = store.state.withLock { $0.object(ObjectKey(.nodes, name: each.name)) }?.labels ?? [:]
            var object = KubeObject(Self.types[0], name: each.name, labels: labels)
            stamp(&object, each.timestamp, each.window)
            object["usage"] = Self.quantities(each.usage)
            return object
        }
    }

    private func stamp(_ object: inout KubeObject, _ timestamp: KubeTime, _ window: Duration) {
        object["metadata", "creationTimestamp"] = .string(store.time.text)
        object["timestamp"] = .string(timestamp.text)
        object["window"] = .string("\(window.components.seconds)s")
    }

    private static func quantities(_ usage: ResourceUsage) -> JSON {
        ["cpu": .string("\(usage.cpuNanocores)n"), "memory": .string("\(usage.memoryBytes / 1024)Ki")]
    }
}
