import KubeModel
import MeshControl

/// The objects of a small shop: three zones, and services with pods in them.
struct Shop {
    static let namespace = "shop"
    static let zones = ["zone-a", "zone-b", "zone-c"]

    /// The second part of the addresses of zone-a; the others follow.
    let base: Int

    init(base: Int = 1) { self.base = base }

    /// The address of a pod: `127.1.1.2` is the second in zone-a.
    func address(_ zone: Int, _ number: Int) -> String { "127.\(base + zone).1.\(number)" }

    func nodes() -> [KubeObject] {
        Self.zones.map { zone in
            KubeObject(
                .nodes, name: zone,
                labels: ["topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": "local", "kubernetes.io/hostname": zone])
        }
    }

    func service(_ name: String, ports: [JSON] = [["name": "http", "port": 80, "targetPort": "http", "appProtocol": "http"]]) -> KubeObject
    {
        var service = KubeObject(.services, namespace: Self.namespace, name: name, labels: ["app": name])
        service["spec"] = ["selector": ["app": .string(name)], "ports": .array(ports)]
        return service
    }

    /// A running pod of a Deployment that is named after service and version.
    func pod(_ service: String, _ version: String, zone: Int, number: Int, probePort: Int = 9_464) -> KubeObject {
        let deployment = "\(service)-\(version)"
        var pod = KubeObject(
            .pods, namespace: Self.namespace, name: "\(deployment)-5d8c-\(zone)\(number)",
            labels: ["app": service, "version": version, "pod-template-hash": "5d8c"])
        pod["metadata", "ownerReferences"] = [
            [
                "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": .string("\(deployment)-5d8c"), "uid": "u", "controller": true,
            ]
        ]
        pod["spec"] = [
            "nodeName": .string(Self.zones[zone]),
            "containers": [
                [
                    "name": "main",
                    "ports": [["name": "http", "containerPort": 8_080], ["name": "admin", "containerPort": .integer(probePort)]],
                    "readinessProbe": ["httpGet": ["path": "/readyz", "port": "admin"]],
                ]
            ],
        ]
        pod.status = ["phase": "Running", "podIP": .string(address(zone, number))]
        return pod
    }

    /// The slice of a service with its pods, all ready but those named.
    func slice(_ service: String, _ pods: [KubeObject], port: Int = 8_080, notReady: Set<String> = []) -> KubeObject {
        var slice = KubeObject(
            .endpointSlices, namespace: Self.namespace, name: "\(service)-slice", labels: ["kubernetes.io/service-name": service])
        slice["addressType"] = "IPv4"
        slice["ports"] = [["name": "http", "port": .integer(port), "protocol": "TCP"]]
        slice["endpoints"] = .array(
            pods.map { pod in
                let isReady = !notReady.contains(pod.name)
                return [
                    "addresses": [pod.status["podIP"]], "conditions": ["ready": .bool(isReady), "terminating": .bool(!isReady)],
                    "nodeName": pod["spec", "nodeName"], "zone": pod["spec", "nodeName"],
                    "targetRef": ["kind": "Pod", "namespace": .string(Self.namespace), "name": .string(pod.name)],
                ]
            })
        return slice
    }

    /// Two versions of `product-service` in every zone, and `order-service` in one.
    func everything() -> [KubeObject] {
        let products = (0..<3).flatMap {
            [pod("product-service", "v1", zone: $0, number: 1), pod("product-service", "v2", zone: $0, number: 2)]
        }
        let orders = [pod("order-service", "v1", zone: 0, number: 3)]
        return nodes() + [service("product-service"), service("order-service")] + products + orders
            + [slice("product-service", products), slice("order-service", orders)]
    }

    /// A VirtualService for the whole of `product-service`, with weights by subset.
    static func split(_ weights: [(subset: String, weight: Int)], route more: JSON = [:]) -> KubeObject {
        var object = KubeObject(.virtualServices, namespace: namespace, name: "product-service")
        var route = more
        route["route"] = .array(
            weights.map {
                [
                    "destination": ["host": "product-service", "subset": .string($0.subset)], "weight": .integer($0.weight),
                ]
            })
        object["spec"] = ["hosts": ["product-service"], "http": [route]]
        return object
    }

    /// A DestinationRule for `product-service` with the subsets v1 and v2.
    static func rule(_ policy: JSON = .null) -> KubeObject {
        var object = KubeObject(.destinationRules, namespace: namespace, name: "product-service")
        object["spec"] = [
            "host": "product-service",
            "subsets": [["name": "v1", "labels": ["version": "v1"]], ["name": "v2", "labels": ["version": "v2"]]],
        ]
        object["spec", "trafficPolicy"] = policy
        return object
    }

    static func gateway(_ servers: [JSON] = [["port": ["number": 80, "name": "http", "protocol": "HTTP"], "hosts": ["*"]]]) -> KubeObject {
        var object = KubeObject(.gateways, namespace: namespace, name: "shop")
        object["spec"] = ["selector": ["istio": "ingressgateway"], "servers": .array(servers)]
        return object
    }

    /// The proxies of the zones and the edge, all on addresses of this shop.
    func settings() -> MeshSettings {
        let zones = Self.zones.enumerated().map { MeshProxy.outbound(zone: $1, address: "127.\(base + $0).0.1") }
        let edge = MeshProxy.edge(ports: [80: 8_080, 443: 8_443], address: "127.\(base + 3).0.1", adminPort: 15_000)
        return MeshSettings(proxies: zones + [edge], namespace: Self.namespace)
    }

    static func state(_ objects: [KubeObject]) -> MeshState {
        var state = MeshState()
        for type in MeshState.types { state[type] = objects.filter { $0.kind == type.kind } }
        return state
    }
}
