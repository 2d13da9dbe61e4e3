import KubeControllers
package import KubeModel

/// Gives every namespace what pods need in it, and empties those that are deleted.
package struct NamespaceController: Reconciler {
    package let name = "namespace"
    /// How often a namespace is looked at that waits for its last objects to end.
    private static let poll = Duration.milliseconds(200)

    private let context: ControllerContext
    private let namespaces: Informer
    private let definitions: Informer
    private let rootCertificate: String?

    /// - Parameter rootCertificate: The API server's certificate authority as PEM, for the ConfigMap `kube-root-ca.crt`.
    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>, rootCertificate: String?) {
        self.context = context
        self.rootCertificate = rootCertificate
        namespaces = context.informers[.namespaces]
        definitions = context.informers[.customResourceDefinitions]
        namespaces.onChange { [namespaces] change in
            if let object = change.new { queue.add(namespaces.key(of: object)) }
        }
        for type in [ResourceType.serviceAccounts, .configMaps] {
            context.informers[type].onChange { change in
                if change.new == nil, let old = change.old { queue.add(ObjectKey(.namespaces, name: old.namespace)) }
            }
        }
    }

    package var keys: [ObjectKey] { namespaces.objects().map(namespaces.key) }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let namespace = namespaces.object(key) else { return nil }
        if namespace.isTerminating { return try await empty(namespace) }
        try await ensure(KubeObject(.serviceAccounts, namespace: namespace.name, name: "default"), .serviceAccounts)
        guard let rootCertificate else { return nil }
        var certificate = KubeObject(.configMaps, namespace: namespace.name, name: "kube-root-ca.crt")
        certificate["data"] = ["ca.crt": .string(rootCertificate)]
        try await ensure(certificate, .configMaps)
        return nil
    }

    /// Makes an object, or gives it back its content.
    private func ensure(_ wanted: KubeObject, _ type: ResourceType) async throws(StatusError) {
        guard let present = context.informers[type].object(namespace: wanted.namespace, name: wanted.name) else {
            do throws(StatusError) {
                try await context.performer.perform([.create(wanted, as: type)])
            } catch {
                guard error.reason == .alreadyExists else { throw error }
            }
            return
        }
        guard !wanted["data"].isNull, present["data"] != wanted["data"] else { return }
        var corrected = present
        corrected["data"] = wanted["data"]
        try await context.performer.perform([.update(corrected, as: type)])
    }

    private func empty(_ namespace: KubeObject) async throws(StatusError) -> Duration? {
        let types = ResourceType.builtIn + definitions.objects().compactMap(ResourceType.init(definedBy:))
        var remaining: [(type: ResourceType, objects: [KubeObject])] = []
        for type in NamespaceDeletion.order(types) {
            // Asked for, not looked up: nothing may be missed before the namespace goes.
            let list = try await context.api.list(type, namespace: namespace.name)
            if !list.items.isEmpty { remaining.append((type, list.items)) }
        }
        try await context.performer.perform(NamespaceDeletion.directives(for: namespace, remaining: remaining))
        return remaining.isEmpty ? nil : Self.poll
    }
}
