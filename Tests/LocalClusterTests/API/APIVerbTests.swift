import KubeModel
import LocalCluster
import NIOHTTP1
import Testing

@Suite("The verbs over HTTPS")
struct APIVerbTests {
    private static let maps = "/api/v1/namespaces/shop/configmaps"

    private func map(_ name: String, _ data: JSON = [:]) -> JSON {
        ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": data]
    }

    @Test("an object lives from its creation to its deletion")
    func life() async throws {
        try await withCluster { cluster in
            let made = try await cluster.send(.POST, Self.maps, json: map("x", ["a": "1"]))
            #expect(made.status == 201)
            #expect(made.json["metadata"]["managedFields"][0]["manager"] == "tester")
            #expect(try await cluster.send(.POST, Self.maps, json: map("x")).status == 409)
            var object = made.json
            object["data"] = ["a": "2"]
            let put = try await cluster.send(.PUT, Self.maps + "/x?fieldManager=other", json: object)
            #expect(put.status == 200)
            #expect(try await cluster.send(.PUT, Self.maps + "/x", json: object).status == 409)
            let read = try await cluster.send(.GET, Self.maps + "/x")
            #expect(read.json == put.json)
            let gone = try await cluster.send(.DELETE, Self.maps + "/x")
            #expect(gone.status == 200)
            #expect(gone.json["status"] == "Success")
            #expect(gone.json["details"]["uid"] == made.json["metadata"]["uid"])
            let missing = try await cluster.send(.GET, Self.maps + "/x")
            #expect(missing.status == 404)
            #expect(missing.json["message"] == "configmaps \"x\" not found")
            #expect(missing.json["details"] == ["name": "x", "kind": "configmaps"])
        }
    }

    @Test("every format of patch, and bodies in YAML")
    func patches() async throws {
        try await withCluster { cluster in
            let yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: \"1\"\n"
            #expect(try await cluster.send(.POST, Self.maps, yaml, type: "application/yaml").status == 201)
            let patch = { (type: String, body: String) in
                try await cluster.send(.PATCH, Self.maps + "/x", body, type: type)
            }
            let json = try await patch("application/json-patch+json", #"[{"op":"add","path":"/data/b","value":"2"}]"#)
            #expect(json.json["data"] == ["a": "1", "b": "2"])
            let merge = try await patch("application/merge-patch+json", #"{"data":{"a":null}}"#)
            #expect(merge.json["data"] == ["b": "2"])
            let strategic = try await patch("application/strategic-merge-patch+json", #"{"metadata":{"labels":{"x":"y"}}}"#)
            #expect(strategic.json["metadata"]["labels"] == ["x": "y"])
            let apply = try await cluster.send(
                .PATCH, Self.maps + "/x?fieldManager=me", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {c: \"3\"}",
                type: "application/apply-patch+yaml")
            #expect(apply.json["data"] == ["b": "2", "c": "3"], "\(apply.text)")
            let applied = try await cluster.send(
                .PATCH, Self.maps + "/new?fieldManager=me", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new}",
                type: "application/apply-patch+yaml")
            #expect(applied.status == 201)
        }
    }

    struct Refusal: Sendable {
        let method: HTTPMethod
        let path: String
        var body: String?
        var type = "application/json"
        var accept: String?
        let status: Int
        let message: String
    }

    @Test("what cannot be answered is refused with a Status")
    func refusals() async throws {
        let cases = [
            Refusal(method: .GET, path: "/nonsense", status: 404, message: "the server could not find the requested resource"),
            Refusal(method: .GET, path: "/apis/nope/v1", status: 404, message: "could not find the requested resource"),
            Refusal(method: .GET, path: "/api/v1/namespaces/shop/nodes", status: 404, message: "could not find"),
            Refusal(method: .GET, path: "/api/v1/namespaces/shop/configmaps/x/scale", status: 404, message: "could not find"),
            Refusal(method: .POST, path: Self.maps + "/x", body: "{}", status: 405, message: "does not allow this method"),
            Refusal(method: .PUT, path: Self.maps, body: "{}", status: 405, message: "does not allow this method"),
            Refusal(method: .POST, path: Self.maps, body: "{", status: 400, message: "must be valid JSON"),
            Refusal(method: .POST, path: Self.maps, body: "[]", status: 400, message: "must be an object"),
            Refusal(method: .POST, path: Self.maps, body: "a: [", type: "application/yaml", status: 400, message: "YAML"),
            Refusal(method: .POST, path: Self.maps, body: "x", type: "text/plain", status: 415, message: "unknown format"),
            Refusal(method: .PATCH, path: Self.maps + "/x", body: "{}", status: 415, message: "json-patch+json"),
            Refusal(
                method: .PATCH, path: Self.maps + "/x", body: "{}", type: "application/apply-patch+yaml", status: 422,
                message: "fieldManager: Required value"),
            Refusal(method: .GET, path: Self.maps, accept: "application/vnd.kubernetes.protobuf", status: 406, message: "media types"),
            Refusal(method: .GET, path: Self.maps + "?labelSelector=a%20%3D%3D%3D%20b", status: 400, message: "unable to parse"),
            Refusal(method: .GET, path: Self.maps + "?limit=-1", status: 400, message: "limit"),
            Refusal(method: .GET, path: Self.maps + "?watch=1&resourceVersion=99999", status: 410, message: "too old resource version"),
            Refusal(method: .GET, path: Self.maps + "?watch=1&resourceVersion=abc", status: 400, message: "invalid resource version"),
            Refusal(method: .POST, path: Self.maps + "?dryRun=Some", body: map("x").text, status: 400, message: "dryRun"),
            Refusal(
                method: .POST, path: Self.maps, body: #"{"kind":"Secret","apiVersion":"v1","metadata":{"name":"x"}}"#, status: 400,
                message: "does not match the expected kind"),
            Refusal(
                method: .POST, path: Self.maps,
                body: #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x","namespace":"default"}}"#,
                status: 400, message: "does not match the namespace"),
        ]
        try await withCluster { cluster in
            for each in cases {
                let reply = try await cluster.send(each.method, each.path, each.body, type: each.type, accept: each.accept)
                #expect(reply.status == each.status, "\(each.method) \(each.path): \(reply.text)")
                #expect(reply.json["kind"] == "Status")
                #expect(reply.json["code"].int == each.status)
                #expect(reply.json["message"].string?.contains(each.message) == true, "\(each.path): \(reply.text)")
            }
        }
    }

    @Test("a body beyond the limit is refused, whether its length is told or not, and the largest that may be is taken")
    func bodyLimit() async throws {
        var settings = APIServerSettings()
        settings.bodyLimit = 10_000
        try await withCluster(settings: settings) { cluster in
            let large = map("x", ["a": .string(String(repeating: "x", count: 10_000))])
            let refused = try await cluster.send(.POST, Self.maps, json: large)
            #expect(refused.status == 413)
            let overhead = map("x", ["a": ""]).bytes.count
            let largest = map("x", ["a": .string(String(repeating: "x", count: 10_000 - overhead))])
            #expect(largest.bytes.count == 10_000)
            let taken = try await cluster.send(.POST, Self.maps, json: largest)
            #expect(taken.status == 201)
        }
    }

    @Test("warnings come as headers, an unknown field among them when the client only wants to be warned")
    func warnings() async throws {
        try await withCluster { cluster in
            let body = #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"nonsense":1}"#
            #expect(try await cluster.send(.POST, Self.maps + "?fieldValidation=Strict", body).status == 400)
            let warned = try await cluster.send(.POST, Self.maps, body)
            #expect(warned.status == 201)
            #expect(warned.warnings == [#"299 - "unknown field \"nonsense\"""#])
            #expect(try await cluster.send(.DELETE, Self.maps + "/x").status == 200)
            #expect(try await cluster.send(.POST, Self.maps + "?fieldValidation=Ignore", body).warnings.isEmpty)
        }
    }

    @Test("a collection is listed by labels and fields, in pages, as a table or as metadata, and deleted")
    func collections() async throws {
        try await withCluster { cluster in
            for index in 0..<5 {
                try await cluster.store.create(
                    Sample.configMap("m\(index)", labels: ["half": index < 2 ? "first" : "second"]), as: .configMaps)
            }
            let labelled = try await cluster.send(.GET, Self.maps + "?labelSelector=half%3Dfirst")
            #expect(labelled.json["items"].elements.count == 2)
            #expect(labelled.json["kind"] == "ConfigMapList")
            let named = try await cluster.send(.GET, Self.maps + "?fieldSelector=metadata.name%3Dm3")
            #expect(named.json["items"][0]["metadata"]["name"] == "m3")
            let page = try await cluster.send(.GET, Self.maps + "?limit=2")
            #expect(page.json["metadata"]["remainingItemCount"] == 3)
            let token = try #require(page.json["metadata"]["continue"].string)
            let rest = try await cluster.send(.GET, Self.maps + "?continue=\(token)")
            #expect(rest.json["items"].elements.map { $0["metadata"]["name"].string } == ["m2", "m3", "m4"])
            let table = try await cluster.send(.GET, Self.maps, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
            #expect(table.json["rows"][0]["cells"].elements.prefix(2) == ["m0", 0])
            #expect(table.json["rows"][0]["object"]["kind"] == "PartialObjectMetadata")
            let partial = try await cluster.send(
                .GET, Self.maps, accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
            #expect(partial.json["items"][4]["metadata"]["name"] == "m4")
            #expect(partial.json["items"][4]["data"] == .null)
            let deleted = try await cluster.send(.DELETE, Self.maps + "?labelSelector=half%3Dsecond")
            #expect(deleted.json["items"].elements.count == 3)
            #expect(try await cluster.store.list(.configMaps, namespace: "shop").items.map(\.name) == ["m0", "m1"])
        }
    }

    @Test("scale and eviction over HTTPS")
    func subresources() async throws {
        try await withCluster { cluster in
            try await cluster.store.create(Sample.deployment("web"), as: .deployments)
            let path = "/apis/apps/v1/namespaces/shop/deployments/web/scale"
            var scale = try await cluster.send(.GET, path).json
            #expect(scale["spec"]["replicas"] == 2)
            scale["spec"] = ["replicas": 5]
            #expect(try await cluster.send(.PUT, path, json: scale).json["spec"]["replicas"] == 5)
            try await cluster.store.create(Sample.pod("one"), as: .pods)
            let eviction = try await cluster.send(
                .POST, "/api/v1/namespaces/shop/pods/one/eviction",
                json: ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "one", "namespace": "shop"]])
            #expect(eviction.status == 201)
            #expect(try await cluster.send(.GET, "/api/v1/namespaces/shop/pods/one").status == 404)
        }
    }
}
