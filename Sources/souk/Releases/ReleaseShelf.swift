import Delivery
import KubeClient
import KubeModel

/// The releases of a namespace and what they are made from.
struct ReleaseShelf: Sendable {
    /// Who owns the fields that these commands write.
    static let manager = "souk-release"

    let api: KubeClient
    let namespace: String

    func all() async throws -> [KubeObject] { try await api.list(.releases, namespace: namespace).items }

    /// Those of one service, the oldest first.
    func of(_ service: String) async throws -> [KubeObject] {
        try await all().filter { $0.spec["service"].string == service }.sorted {
            ($0.creationTimestamp ?? "", $0.isOver ? 0 : 1, $0.name) < ($1.creationTimestamp ?? "", $1.isOver ? 0 : 1, $1.name)
        }
    }

    /// The newest of a service. Throws ``CommandFailure`` when there is none.
    func last(of service: String) async throws -> KubeObject {
        guard let release = try await of(service).last else {
            throw CommandFailure(
                "\(service) has no release in namespace \(namespace). `souk release status` lists all; "
                    + "`souk release \(service) --image TAG` makes one.")
        }
        return release
    }

    /// What there is of a service. Throws ``CommandFailure`` when it has no route that could be shifted.
    func present(of service: String) async throws -> ReleaseDraft.Present {
        let routes = try await api.list(.virtualServices, namespace: namespace).items
        guard let route = routes.first(where: { $0.name == service }) else {
            let names = routes.map(\.name).sorted().joined(separator: ", ")
            throw CommandFailure(
                "There is no VirtualService \(service) in namespace \(namespace), so nothing can be released under this name. "
                    + (names.isEmpty ? "There is no other either; -n names another namespace." : "There are: \(names)."))
        }
        let selector = ObjectSelector(labels: LabelSelector(matching: ["app": service]))
        return ReleaseDraft.Present(
            route: route,
            deployments: try await api.list(.deployments, namespace: namespace, selector: selector).items,
            autoscalers: try await api.list(.horizontalPodAutoscalers, namespace: namespace).items,
            releases: try await of(service))
    }

    /// Writes what a draft adds, the Release last, and returns that. Nothing is written when the Release would be refused.
    func add(_ draft: ReleaseDraft) async throws -> KubeObject {
        let key = ObjectKey(.releases, namespace: namespace, name: "")
        var write = ObjectWrite(key, .create(draft.release), fieldManager: Self.manager)
        write.isDryRun = true
        try await api.perform(write)
        try await put(draft.deployment, as: .deployments)
        if let autoscaler = draft.autoscaler { try await put(autoscaler, as: .horizontalPodAutoscalers) }
        write.isDryRun = false
        return try await api.perform(write)
    }

    /// Removes versions that were copied for releases of long ago, and returns their names. What somebody changes at the same time is left
    /// for the next time.
    func tidy(_ service: String) async throws -> [String] {
        let old = OldVersions(in: try await present(of: service))
        guard !old.deployments.isEmpty else { return [] }
        do {
            try await remove(old, of: service)
            return old.versions
        } catch let error as StatusError where error.code == 404 || error.code == 409 {
            return []
        }
    }

    private func remove(_ old: OldVersions, of service: String) async throws {
        let rule = try await api.find(ObjectKey(.destinationRules, namespace: namespace, name: service))
        if let changed = rule.flatMap(old.removed(from:)) {
            try await api.update(changed, as: .destinationRules, manager: Self.manager)
        }
        for scaler in old.autoscalers { try await delete(scaler, as: .horizontalPodAutoscalers) }
        for deployment in old.deployments { try await delete(deployment, as: .deployments) }
    }

    private func delete(_ object: KubeObject, as type: ResourceType) async throws {
        try await api.delete(ObjectKey(type, namespace: namespace, name: object.name), DeleteOptions(uid: object.uid))
    }

    /// Creates an object, or replaces one of its name: a version that was taken back and comes again.
    private func put(_ object: KubeObject, as type: ResourceType) async throws {
        do throws(StatusError) {
            try await api.create(object, as: type, manager: Self.manager)
        } catch  where error.reason == .alreadyExists {
            try await api.update(object, as: type, manager: Self.manager)
        }
    }
}
