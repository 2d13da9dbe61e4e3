import KubeClient
import KubeModel
import NIOHTTP1
import Testing

@Suite("Contract: discovery")
struct DiscoveryTests {
    private static let verbs: Set<String> = ["create", "delete", "get", "list", "patch", "update", "watch"]

    @Test("the core versions and the groups are told")
    func groups() async throws {
        try await withContract { contract in
            let core = try await contract.send("GET", "/api").object()
            #expect(core["kind"] == "APIVersions")
            #expect(core["versions"].elements.contains("v1"))
            let groups = try await contract.send("GET", "/apis").object()
            #expect(groups["kind"] == "APIGroupList")
            let preferred = Dictionary(
                groups["groups"].elements.map { ($0["name"].string ?? "", $0["preferredVersion"]["groupVersion"].string ?? "") }
            ) { first, _ in first }
            let wanted = [
                "apps": "apps/v1", "autoscaling": "autoscaling/v2", "policy": "policy/v1", "coordination.k8s.io": "coordination.k8s.io/v1",
                "discovery.k8s.io": "discovery.k8s.io/v1", "networking.k8s.io": "networking.k8s.io/v1",
                "rbac.authorization.k8s.io": "rbac.authorization.k8s.io/v1", "apiextensions.k8s.io": "apiextensions.k8s.io/v1",
            ]
            for (group, version) in wanted { #expect(preferred[group] == version, "\(group)") }
            let apps = try await contract.send("GET", "/apis/apps").object()
            #expect(apps["kind"] == "APIGroup")
            #expect(apps["versions"].elements.contains { $0["groupVersion"] == "apps/v1" })
            #expect(try await contract.send("GET", "/apis/nobody.example").status == 404)
            #expect(try await contract.send("GET", "/apis/apps/v9").status == 404)
            #expect(try await contract.send("GET", "/api/v1/nonsense").status == 404)
        }
    }

    @Test("kinds are told with names, scope, verbs and subresources, as the code that uses them has them")
    func kinds() async throws {
        try await withContract { contract in
            let own: Set<String> = ["networking.istio.io", "souk.dev", "chaos-mesh.org"]
            for type in ResourceType.builtIn where !own.contains(type.group) {
                let list = try await contract.send("GET", type.apiPath).object()
                #expect(list["kind"] == "APIResourceList")
                #expect(list["groupVersion"] == .string(type.apiVersion))
                let resource = try #require(list["resources"].elements.first { $0["name"] == .string(type.plural) }, "\(type.plural)")
                #expect(resource["kind"] == .string(type.kind))
                #expect(resource["singularName"] == .string(type.kind.lowercased()))
                #expect(resource["namespaced"] == .bool(type.isNamespaced))
                #expect(resource["shortNames"].elements == type.shortNames.map(JSON.string), "\(type.plural)")
                #expect(Set(resource["categories"].elements).isSuperset(of: type.categories.map(JSON.string)), "\(type.plural)")
                let verbs = Set(resource["verbs"].elements.compactMap(\.string))
                #expect(verbs == (type == .namespaces ? Self.verbs : Self.verbs.union(["deletecollection"])), "\(type.plural)")
                for subresource in type.subresources {
                    let name = JSON.string("\(type.plural)/\(subresource)")
                    #expect(list["resources"].elements.contains { $0["name"] == name }, "\(name)")
                }
            }
        }
    }

    @Test("subresources tell their own kinds and verbs")
    func subresources() async throws {
        try await withContract { contract in
            let apps = try await contract.send("GET", "/apis/apps/v1").object()["resources"].elements
            let scale = try #require(apps.first { $0["name"] == "deployments/scale" })
            #expect([scale["group"], scale["version"], scale["kind"]] == ["autoscaling", "v1", "Scale"])
            #expect(Set(scale["verbs"].elements) == ["get", "patch", "update"])
            let core = try await contract.send("GET", "/api/v1").object()["resources"].elements
            let eviction = try #require(core.first { $0["name"] == "pods/eviction" })
            #expect([eviction["group"], eviction["version"], eviction["kind"]] == ["policy", "v1", "Eviction"])
            #expect(eviction["verbs"] == ["create"])
            #expect(core.first { $0["name"] == "pods/log" }?["verbs"] == ["get"])
        }
    }

    @Test("one document tells the same as many")
    func aggregated() async throws {
        try await withContract { contract in
            let accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
            let answer = try await contract.send("GET", "/apis", accept: accept)
            #expect(answer.headers.first(name: "content-type")?.contains("as=APIGroupDiscoveryList") == true)
            let apps = try #require(try answer.object()["items"].elements.first { $0["metadata"]["name"] == "apps" })
            let version = try #require(apps["versions"].elements.first { $0["version"] == "v1" })
            let deployments = try #require(version["resources"].elements.first { $0["resource"] == "deployments" })
            #expect(deployments["scope"] == "Namespaced")
            #expect(deployments["responseKind"]["kind"] == "Deployment")
            #expect(deployments["singularResource"] == "deployment")
            #expect(deployments["shortNames"] == ["deploy"])
            #expect(deployments["subresources"].elements.contains { $0["subresource"] == "scale" && $0["responseKind"]["kind"] == "Scale" })
            let plain = try await contract.send("GET", "/apis/apps/v1").object()["resources"].elements
            let verbs = try #require(plain.first { $0["name"] == "deployments" })["verbs"]
            #expect(Set(deployments["verbs"].elements) == Set(verbs.elements))
        }
    }
}
