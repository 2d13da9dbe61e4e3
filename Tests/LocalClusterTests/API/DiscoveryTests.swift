import KubeModel
import LocalCluster
import NIOHTTP1
import Testing

@Suite("Discovery")
struct DiscoveryTests {
    @Test("every served kind is found by each way of discovery, and under the path that it names")
    func consistent() async throws {
        try await withCluster { cluster in
            try await cluster.store.create(Sample.widgets, as: .customResourceDefinitions)
            let aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"
            var both: Set<String> = []
            for root in ["/api", "/apis"] {
                let reply = try await cluster.send(.GET, root, accept: aggregated)
                #expect(reply.headers["content-type"].first == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                for group in reply.json["items"].elements {
                    for version in group["versions"].elements {
                        let base = group["metadata"]["name"].string.map { "/apis/\($0)/" } ?? "/api/"
                        for resource in version["resources"].elements {
                            both.insert("\(base)\(version["version"].string ?? "")/\(resource["resource"].string ?? "")")
                        }
                    }
                }
            }
            #expect(both.contains("/apis/example.dev/v1beta1/widgets"))
            #expect(both.contains("/apis/networking.istio.io/v1alpha3/gateways"))
            var plain: Set<String> = []
            for path in Set(both.map { $0.split(separator: "/").dropLast().joined(separator: "/") }) {
                let reply = try await cluster.send(.GET, "/" + path)
                for resource in reply.json["resources"].elements where resource["name"].string?.contains("/") == false {
                    plain.insert("/\(path)/\(resource["name"].string ?? "")")
                    guard resource["verbs"].elements.contains("list") else { continue }
                    #expect(try await cluster.send(.GET, "/\(path)/\(resource["name"].string ?? "")").status == 200)
                }
            }
            #expect(plain == both)
        }
    }

    @Test("groups tell their versions, the preferred first")
    func groups() async throws {
        try await withCluster { cluster in
            let reply = try await cluster.send(.GET, "/apis/networking.istio.io")
            #expect(reply.json["preferredVersion"]["version"] == "v1")
            #expect(reply.json["versions"].elements.map { $0["version"] } == ["v1", "v1beta1", "v1alpha3"])
            #expect(try await cluster.send(.GET, "/version").json["gitVersion"].string?.hasPrefix("v1.37") == true)
        }
    }

    @Test("the OpenAPI documents that the index names are there, and change with a custom kind")
    func openAPI() async throws {
        try await withCluster { cluster in
            let index = try await cluster.send(.GET, "/openapi/v3").json["paths"].object ?? [:]
            #expect(index.count > 10)
            for entry in index.values {
                let reply = try await cluster.send(.GET, try #require(entry["serverRelativeURL"].string))
                #expect(reply.json["openapi"] == "3.0.0")
            }
            #expect(try await cluster.send(.GET, "/openapi/v2").json["swagger"] == "2.0")
            #expect(index["apis/example.dev/v1"] == nil)
            try await cluster.store.create(Sample.widgets, as: .customResourceDefinitions)
            #expect(try await cluster.send(.GET, "/openapi/v3").json["paths"]["apis/example.dev/v1"] != .null)
        }
    }
}
