import KubeControllers
import KubeModel

/// Objects as an API server would hand them out.
enum Samples {
    static let start = KubeTime(seconds: 1_780_000_000)

    static func deployment(
        replicas: Int = 3, image: String = "souk:1", surge: JSON = "25%", unavailable: JSON = "25%", _ spec: [String: JSON] = [:]
    ) -> KubeObject {
        var deployment = KubeObject(.deployments, namespace: "shop", name: "web", labels: ["app": "web"])
        deployment["metadata", "uid"] = "uid-web"
        deployment["metadata", "generation"] = 1
        deployment["spec"] = [
            "replicas": .integer(replicas), "selector": ["matchLabels": ["app": "web"]],
            "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": surge, "maxUnavailable": unavailable]],
            "template": ["metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "main", "image": .string(image)]]]],
        ]
        for (key, value) in spec { deployment["spec", key] = value }
        return deployment
    }

    static func pod(
        _ name: String, labels: [String: String] = ["app": "web"], node: String? = nil, phase: String = "Running", ready: Bool = true,
        readyAt: KubeTime = start, _ change: (inout KubeObject) -> Void = { _ in }
    ) -> KubeObject {
        var pod = KubeObject(.pods, namespace: "shop", name: name, labels: labels)
        pod["metadata", "uid"] = .string("uid-\(name)")
        pod["metadata", "creationTimestamp"] = .string(start.text)
        pod["spec", "containers"] = [["name": "main", "ports": [["name": "http", "containerPort": 8080]]]]
        if let node { pod["spec", "nodeName"] = .string(node) }
        pod.status = [
            "phase": .string(phase), "startTime": .string(start.text),
            "conditions": [
                ["type": "Ready", "status": ready ? "True" : "False", "lastTransitionTime": .string(readyAt.text)]
            ],
        ]
        change(&pod)
        return pod
    }

    static func node(_ zone: String, _ change: (inout KubeObject) -> Void = { _ in }) -> KubeObject {
        var node = KubeObject(.nodes, name: "zone-\(zone)", labels: ["topology.kubernetes.io/zone": "zone-\(zone)"])
        node["metadata", "uid"] = .string("uid-zone-\(zone)")
        node.status = ["conditions": [["type": "Ready", "status": "True", "reason": "KubeletReady"]]]
        change(&node)
        return node
    }

    /// A reference to a controller of this kind and uid.
    static func owner(_ kind: String, _ name: String, uid: String) -> JSON {
        [
            "apiVersion": "apps/v1", "kind": .string(kind), "name": .string(name), "uid": .string(uid), "controller": true,
            "blockOwnerDeletion": true,
        ]
    }
}
