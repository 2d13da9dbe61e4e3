import Delivery
import KubeModel

/// Puts manifests into a cluster by server-side apply: everything is checked before anything but a namespace is written. What releases have
/// decided since, such as weights, stays as it is.
struct ManifestApplication: Sendable {
    /// Who owns the fields of the shipped manifests.
    static let manager = "souk-up"
    /// By which `kubectl apply` sees later what was taken out of a manifest.
    private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

    let api: any ObjectAPI

    /// What others rest on comes first.
    private static let order = [
        "Namespace", "CustomResourceDefinition", "ServiceAccount", "Role", "RoleBinding", "Secret", "ConfigMap", "PersistentVolumeClaim",
        "Service", "PodDisruptionBudget", "DestinationRule", "Gateway", "VirtualService",
    ]
    private static let foundations: Set<String> = ["Namespace", "CustomResourceDefinition"]

    /// Throws ``CommandFailure`` with every fault: file, line, object, field and what is wrong.
    func apply(_ manifests: [Manifest]) async throws {
        let released = try await releasedState()
        let sorted = manifests.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
        let foundations = sorted.filter { Self.foundations.contains($0.object.kind) }
        let rest = sorted.filter { !Self.foundations.contains($0.object.kind) }
        let types = ResourceType.builtIn + manifests.flatMap { DescribedType.defined(by: $0.object).map(\.type) }
        try await write(foundations, types, released, isDryRun: true)
        try await write(foundations, types, released, isDryRun: false)
        try await write(rest, types, released, isDryRun: true)
        try await write(rest, types, released, isDryRun: false)
    }

    private func releasedState() async throws -> ReleasedState {
        ReleasedState(
            routes: try await api.list(.virtualServices).items, rules: try await api.list(.destinationRules).items,
            deployments: try await api.list(.deployments).items)
    }

    /// As `kubectl apply` leaves it, so that the two can take turns.
    private static func marked(_ object: KubeObject) -> KubeObject {
        var plain = object
        if plain.annotations.isEmpty { plain["metadata", "annotations"] = [:] }
        var marked = object
        marked.annotations[lastApplied] = String(decoding: plain.json.bytes, as: UTF8.self) + "\n"
        return marked
    }

    private func rank(_ manifest: Manifest) -> Int {
        Self.order.firstIndex(of: manifest.object.kind) ?? Self.order.count
    }

    private func write(
        _ manifests: [Manifest], _ types: [ResourceType], _ released: ReleasedState, isDryRun: Bool
    ) async throws {
        var faults: [ManifestFault] = []
        for manifest in manifests {
            let object = released.adapting(manifest.object)
            guard let type = ResourceType.named(apiVersion: object.apiVersion, kind: object.kind, among: types) else { continue }
            let key = ObjectKey(type, namespace: object.namespace, name: object.name)
            var write = ObjectWrite(key, .patch(.apply(Self.marked(object).json, force: true)), fieldManager: Self.manager)
            write.isDryRun = isDryRun
            do {
                try await api.perform(write)
            } catch {
                try Task.checkCancellation()
                faults += manifest.faults(error)
            }
        }
        guard faults.isEmpty else {
            throw CommandFailure("The manifests cannot be applied:\n  " + faults.map(\.description).joined(separator: "\n  "))
        }
    }
}

extension Manifest {
    /// What the API has against it, each at its field.
    fileprivate func faults(_ error: StatusError) -> [ManifestFault] {
        let causes = error.causes.isEmpty ? [StatusError.Cause(reason: "", message: error.message, field: "")] : error.causes
        return causes.map { ManifestFault(file: file, line: line, object: title, field: $0.field, message: $0.message) }
    }
}
