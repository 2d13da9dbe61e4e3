import KubeModel
import MeshControl
import TestKit
import Testing

@Suite("What holds of every configuration")
struct TranslationPropertyTests {
    /// A shop of chance: services with pods in some zones, splits, rules and readiness as the seed has it.
    private static func objects(_ generator: inout SeededGenerator) -> (objects: [KubeObject], weights: [String: [Int]]) {
        let shop = Shop()
        var objects = shop.nodes() + [Shop.gateway()]
        var weights: [String: [Int]] = [:]
        for index in 0..<Int.random(in: 1...5, using: &generator) {
            let name = "service-\(index)"
            let versions = ["v1", "v2", "v3"].prefix(Int.random(in: 1...3, using: &generator))
            let pods = (0..<3).flatMap { zone in
                versions.enumerated().filter { _ in Bool.random(using: &generator) }.map {
                    shop.pod(name, $1, zone: zone, number: index * 10 + $0 + 1)
                }
            }
            let notReady = Set(pods.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }.map(\.name))
            objects += [shop.service(name), shop.slice(name, pods, notReady: notReady)] + pods
            var rule = KubeObject(.destinationRules, namespace: Shop.namespace, name: name)
            rule["spec"] = [
                "host": .string(name), "subsets": .array(versions.map { ["name": .string($0), "labels": ["version": .string($0)]] }),
            ]
            if Bool.random(using: &generator) { rule["spec", "trafficPolicy"] = ["outlierDetection": ["interval": "1s"]] }
            objects.append(rule)
            guard Bool.random(using: &generator) else { continue }
            let shares = versions.map { _ in Int.random(in: 1...100, using: &generator) }
            weights["\(name).shop.svc.cluster.local:80"] = shares
            objects.append(split(name, Array(zip(versions, shares))))
        }
        return (objects, weights)
    }

    private static func split(_ name: String, _ shares: [(String, Int)]) -> KubeObject {
        var object = Shop.split(shares.map { (subset: $0.0, weight: $0.1) })
        object.name = name
        object["spec", "hosts"] = [.string(name)]
        var route = object["spec", "http"][0]
        route["route"] = .array(
            route["route"].elements.map {
                var destination = $0
                destination["destination"] = ["host": .string(name), "subset": destination["destination"]["subset"]]
                return destination
            })
        object["spec", "http"] = [route]
        return object
    }

    @Test(arguments: 0..<150)
    func holds(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (objects, weights) = Self.objects(&generator)
        let translation = MeshTranslator(settings: Shop().settings()).translate(Shop.state(objects))
        #expect(translation.faults.isEmpty, "seed \(seed)")
        for (proxy, resources) in translation.resources {
            let hosts = resources.routes.values.flatMap { $0["virtual_hosts"].elements }
            checkHosts(hosts, objects, proxy, seed)
            for host in hosts { checkRoutes(host, resources, weights, seed) }
            for assignment in resources.endpoints.values { checkEndpoints(assignment, objects, seed) }
            #expect(Set(resources.clusters.keys) == Set(resources.endpoints.keys), "seed \(seed)")
        }
    }

    /// Every service has a host in every zone, and no name stands twice.
    private func checkHosts(_ hosts: [JSON], _ objects: [KubeObject], _ proxy: String, _ seed: UInt64) {
        let domains = hosts.flatMap { $0["domains"].elements.compactMap(\.string) }
        #expect(Set(domains).count == domains.count, "seed \(seed)")
        guard proxy != "edge" else { return }
        for service in objects where service.kind == "Service" {
            for name in [service.name, "\(service.name).shop:80", "\(service.name).shop.svc.cluster.local"] {
                #expect(domains.contains(name), "seed \(seed) \(name)")
            }
        }
    }

    /// Every host ends with a route for everything, every route goes to a cluster that is there, and shares are those that were asked for.
    private func checkRoutes(_ host: JSON, _ resources: EnvoyResources, _ weights: [String: [Int]], _ seed: UInt64) {
        let routes = host["routes"].elements
        #expect(routes.last?["match"] == ["prefix": "/"], "seed \(seed)")
        for route in routes where !route["route"].isNull {
            let shares = route["route"]["weighted_clusters"]["clusters"].elements
            let clusters = shares.isEmpty ? [route["route"]["cluster"]] : shares.map { $0["name"] }
            for cluster in clusters { #expect(resources.clusters[cluster.string ?? ""] != nil, "seed \(seed) \(cluster)") }
            guard let wanted = weights[host["name"].string ?? ""], !shares.isEmpty else { continue }
            #expect(shares.compactMap { $0["weight"].int } == wanted, "seed \(seed)")
        }
    }

    /// Priorities have no gaps, and exactly the ready pods of the version are there.
    private func checkEndpoints(_ assignment: JSON, _ objects: [KubeObject], _ seed: UInt64) {
        let priorities = Set(assignment["endpoints"].elements.compactMap { $0["priority"].int })
        #expect(priorities == Set(0..<priorities.count), "seed \(seed)")
        let parts = (assignment["cluster_name"].string ?? "").split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let service = String(parts[3].prefix { $0 != "." })
        let slice = objects.first { $0.kind == "EndpointSlice" && $0.labels["kubernetes.io/service-name"] == service }
        let ready = (slice?["endpoints"].elements ?? []).filter { endpoint in
            let pod = objects.first { $0.kind == "Pod" && $0.name == endpoint["targetRef"]["name"].string }
            return endpoint["conditions"]["ready"].bool == true && (parts[2].isEmpty || pod?.labels["version"] == parts[2])
        }.map { $0["addresses"][0] }
        let found = assignment["endpoints"].elements.flatMap { $0["lb_endpoints"].elements }.map {
            $0["endpoint"]["address"]["socket_address"]["address"]
        }
        #expect(Set(found) == Set(ready) && found.count == ready.count, "seed \(seed)")
    }
}
