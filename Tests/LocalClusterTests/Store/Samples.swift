import KubeModel

/// Objects to write.
enum Sample {
    static func configMap(_ name: String, _ data: [String: String] = [:], labels: [String: String] = [:]) -> KubeObject {
        var map = KubeObject(.configMaps, namespace: "shop", name: name, labels: labels)
        if !data.isEmpty { map["data"] = JSON(data) }
        return map
    }

    static func key(_ name: String, _ type: ResourceType = .configMaps) -> ObjectKey {
        ObjectKey(type, namespace: "shop", name: name)
    }

    static func pod(_ name: String, node: String? = nil, labels: [String: String] = ["app": "web"]) -> KubeObject {
        var pod = KubeObject(.pods, namespace: "shop", name: name, labels: labels)
        pod["spec"] = ["containers": [["name": "web", "image": "souk:1"]]]
        if let node { pod["spec", "nodeName"] = .string(node) }
        return pod
    }

    static func deployment(_ name: String, replicas: Int = 2) -> KubeObject {
        var deployment = KubeObject(.deployments, namespace: "shop", name: name, labels: ["app": name])
        deployment["spec"] = [
            "replicas": .integer(replicas), "selector": ["matchLabels": ["app": .string(name)]],
            "template": [
                "metadata": ["labels": ["app": .string(name)]], "spec": ["containers": [["name": "web", "image": "souk:1"]]],
            ],
        ]
        return deployment
    }

    static func budget(_ name: String, allowed: Int, observed: Int = 1) -> KubeObject {
        var budget = KubeObject(.podDisruptionBudgets, namespace: "shop", name: name)
        budget["spec"] = ["minAvailable": 1, "selector": ["matchLabels": ["app": "web"]]]
        budget.status = [
            "disruptionsAllowed": .integer(allowed), "currentHealthy": 1, "desiredHealthy": 1, "expectedPods": 1,
            "observedGeneration": .integer(observed),
        ]
        return budget
    }

    /// A definition of `widgets.example.dev`, stored as v1 and served as v1beta1 too.
    static var widgets: KubeObject {
        var definition = KubeObject(.customResourceDefinitions, name: "widgets.example.dev")
        let schema: JSON = [
            "openAPIV3Schema": [
                "type": "object",
                "properties": [
                    "spec": [
                        "type": "object", "required": ["size"],
                        "properties": [
                            "size": ["type": "integer", "minimum": 1], "colour": ["type": "string", "default": "blue"],
                            "replicas": ["type": "integer"],
                        ],
                    ],
                    "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
                ],
            ]
        ]
        let version = { (name: String, isStorage: Bool) -> JSON in
            [
                "name": .string(name), "served": true, "storage": .bool(isStorage), "schema": schema,
                "subresources": [
                    "status": [:], "scale": ["specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"],
                ],
                "additionalPrinterColumns": [
                    ["name": "Size", "type": "integer", "jsonPath": ".spec.size"],
                    ["name": "Colour", "type": "string", "jsonPath": ".spec.colour", "priority": 1],
                ],
            ]
        }
        definition["spec"] = [
            "group": "example.dev", "scope": "Namespaced",
            "names": ["plural": "widgets", "singular": "widget", "kind": "Widget", "listKind": "WidgetList", "shortNames": ["wd"]],
            "versions": [version("v1beta1", false), version("v1", true)],
        ]
        return definition
    }

    static let widgetType = ResourceType(group: "example.dev", version: "v1", kind: "Widget", plural: "widgets")
    static let widgetBeta = ResourceType(group: "example.dev", version: "v1beta1", kind: "Widget", plural: "widgets")
}
