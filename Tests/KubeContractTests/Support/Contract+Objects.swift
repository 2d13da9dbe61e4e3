import KubeClient
import KubeModel

extension Contract {
    /// An object of a kind that no controller looks at and that no namespace has from the beginning.
    func secret(_ name: String, _ values: [String: String] = [:], labels: [String: String] = [:]) -> KubeObject {
        var secret = KubeObject(.secrets, namespace: namespace, name: name, labels: labels)
        if !values.isEmpty { secret["stringData"] = JSON(values) }
        return secret
    }

    func configMap(_ name: String, _ data: [String: String] = [:], labels: [String: String] = [:]) -> KubeObject {
        var map = KubeObject(.configMaps, namespace: namespace, name: name, labels: labels)
        if !data.isEmpty { map["data"] = JSON(data) }
        return map
    }

    /// A configuration to apply.
    func configuration(_ name: String, _ data: [String: String]) -> JSON { configMap(name, data).json }

    /// A pod that no scheduler takes, so that nobody but the test writes to it.
    func pod(_ name: String) -> KubeObject {
        var pod = KubeObject(.pods, namespace: namespace, name: name)
        pod["spec"] = Self.podSpec
        return pod
    }

    /// A deployment whose pods nobody runs.
    func deployment(_ name: String, replicas: Int = 0) -> KubeObject {
        var deployment = KubeObject(.deployments, namespace: namespace, name: name)
        deployment["spec"] = [
            "replicas": .integer(replicas), "selector": ["matchLabels": ["app": .string(name)]],
            "template": ["metadata": ["labels": ["app": .string(name)]], "spec": Self.podSpec],
        ]
        return deployment
    }

    private static let podSpec: JSON = [
        "schedulerName": "souk-contract-nobody", "containers": [["name": "main", "image": "registry.invalid/none:1"]],
    ]

    @discardableResult
    func create(_ object: KubeObject, as type: ResourceType = .secrets, manager: String = "contract") async throws(StatusError)
        -> KubeObject
    {
        try await client.create(object, as: type, manager: manager)
    }

    /// The keys of a map's data with their values.
    func data(_ name: String) async throws(StatusError) -> [String: String] {
        try await client.get(key(name, .configMaps))["data"].strings
    }
}
