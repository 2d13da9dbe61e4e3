extension ResourceType {
    /// The kind that an object names by `apiVersion` and `kind`; nil when it is not built in. Istio's older versions are the same kinds.
    package static func named(apiVersion: String, kind: String, among types: [ResourceType] = builtIn) -> ResourceType? {
        let istio = "networking.istio.io/"
        let isOlder = ["v1beta1", "v1alpha3"].contains { apiVersion == istio + $0 }
        let version = isOlder ? istio + "v1" : apiVersion
        return types.first { $0.apiVersion == version && $0.kind == kind }
    }
}

extension ObjectKey {
    /// The key of an object of a built-in kind; nil for any other. `namespace` is where an object goes that names none.
    package init?(of object: KubeObject, namespace: String = "default") {
        guard let type = ResourceType.named(apiVersion: object.apiVersion, kind: object.kind) else { return nil }
        self.init(type, namespace: object.namespace.isEmpty ? namespace : object.namespace, name: object.name)
    }
}
