import Delivery
import KubeModel
import ReleaseEngine
import TestKit

extension PlayedShop {
    func furnish() async throws {
        try await store.create(KubeObject(.namespaces, name: Self.namespace), as: .namespaces)
        try await store.create(Self.route, as: .virtualServices)
        try await store.create(Self.rule, as: .destinationRules)
        try await addVersion("v1", replicas: 2)
    }

    func addVersion(_ version: String, replicas: Int = 0) async throws {
        try await store.create(Self.deployment(version, replicas: replicas), as: .deployments)
    }

    var isSettled: Bool {
        get async throws {
            let route = try await store.get(Self.key(.virtualServices, Self.service))
            return try await plane.ready("v1") == 2 && route.isTrue("Reconciled")
        }
    }

    /// Two routes, one of which only reads.
    static var route: KubeObject {
        var route = KubeObject(.virtualServices, namespace: namespace, name: service, labels: ["app": service])
        let destination: JSON = [["destination": ["host": "web", "subset": "v1"], "weight": 100]]
        route["spec"] = [
            "hosts": ["web"],
            "http": [
                ["name": "reads", "match": [["method": ["regex": "GET|HEAD"]]], "route": destination, "timeout": "6s"],
                ["name": "writes", "route": destination],
            ],
        ]
        return route
    }

    private static var rule: KubeObject {
        var rule = KubeObject(.destinationRules, namespace: namespace, name: service, labels: ["app": service])
        rule["spec"] = ["host": "web", "subsets": [["name": "v1", "labels": ["version": "v1"]]]]
        return rule
    }

    static func deployment(_ version: String, replicas: Int) -> KubeObject {
        let labels = ["app": service, "version": version]
        var deployment = KubeObject(.deployments, namespace: namespace, name: "\(service)-\(version)", labels: labels)
        deployment["spec"] = [
            "replicas": .integer(replicas), "selector": ["matchLabels": JSON(labels)],
            "template": [
                "metadata": ["labels": JSON(labels)],
                "spec": ["containers": [["name": "web", "image": "web:1", "env": [["name": "CONFIG_MAP", "value": "web-config"]]]]],
            ],
        ]
        return deployment
    }
}

extension PlayedShop {
    static let quick: JSON = [
        "interval": "20ms", "metrics": [["name": "errors", "minSamples": 50]], "providerFailures": 5,
    ]

    /// Two steps before everything, and times of a fraction of a second.
    static func release(
        to version: String = "v2", name: String? = nil, steps: [(weight: Int, hold: Int)] = [(20, 30), (60, 30)], analysis: JSON = quick,
        more: [String: JSON] = [:]
    ) -> KubeObject {
        let steps = steps.map { RolloutDraft.Step(weight: $0.weight, hold: .milliseconds($0.hold)) }
        var draft = RolloutDraft(.release(to: version), of: service, namespace: namespace, strategy: .canary(steps))
        draft.more = ["analysis": analysis, "drain": "20ms"].merging(more) { $1 }
        var object = draft.object
        object["metadata", "generateName"] = .null
        object.name = name ?? "web-\(version)"
        return object
    }

    func begin(_ release: KubeObject) async throws {
        try await store.create(release, as: .releases)
    }

    func status(_ name: String = "web-v2") async throws -> JSON { try await store.get(Self.key(.releases, name)).status }

    func phase(_ name: String = "web-v2") async throws -> String? { try await status(name)["phase"].string }

    /// Waits until the release is in a phase.
    func reaches(_ phase: ReleasePhase, _ name: String = "web-v2", within limit: Duration = .seconds(30)) async throws {
        try await eventually(within: limit) { try await self.phase(name) == phase.rawValue }
    }

    /// Waits until a weight is live and watched.
    func holds(_ weight: Int, _ name: String = "web-v2") async throws {
        try await eventually(within: .seconds(30)) {
            let status = try await status(name)
            return status["phase"].string == "Holding" && status["weight"].int == weight
        }
    }

    /// As `kubectl patch` does.
    func patch(_ patch: ObjectPatch, _ name: String = "web-v2") async throws {
        try await store.patch(Self.key(.releases, name), patch, manager: "kubectl-patch")
    }

    var mark: RouteMark {
        get async throws { RouteMark(of: try await store.get(Self.key(.virtualServices, Self.service))) }
    }

    /// What the routes say, such as `v1=80 v2=20`.
    var weights: String {
        get async throws { RouteWrite.text(try await store.get(Self.key(.virtualServices, Self.service))) }
    }

    func replicas(_ version: String) async throws -> Int {
        try await store.get(Self.key(.deployments, "web-\(version)")).spec["replicas"].int ?? 1
    }

    func events() async throws -> [String] {
        try await store.list(.events, namespace: Self.namespace).items.compactMap { $0["reason"].string }
    }
}
