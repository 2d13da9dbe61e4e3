import KubeClient
import KubeModel
import Testing

@Suite("Contract: server-side apply")
struct ApplyTests {
    private static func apply(
        _ data: [String: String], as manager: String, force: Bool = false, in contract: Contract
    ) async throws(StatusError) -> KubeObject {
        try await contract.client.patch(
            contract.key("a", .configMaps), .apply(contract.configuration("a", data), force: force), manager: manager)
    }

    @Test("applying makes the object, and takes away what its manager no longer wants")
    func lifecycle() async throws {
        try await withContract { contract in
            let made = try await Self.apply(["k": "1", "own": "x"], as: "first", in: contract)
            let entry = try #require(made["metadata", "managedFields"].elements.first)
            #expect(made["metadata", "managedFields"].elements.count == 1)
            #expect([entry["manager"], entry["operation"], entry["apiVersion"]] == ["first", "Apply", "v1"])
            #expect(entry["fieldsType"] == "FieldsV1")
            #expect(entry["fieldsV1"]["f:data"]["f:own"] == [:])
            let same = try await Self.apply(["k": "1", "own": "x"], as: "first", in: contract)
            #expect(same.resourceVersion == made.resourceVersion)
            let less = try await Self.apply(["k": "2"], as: "first", in: contract)
            #expect(less["data"] == ["k": "2"])
        }
    }

    @Test("a field of another manager conflicts, and only force takes it")
    func conflicts() async throws {
        try await withContract { contract in
            _ = try await Self.apply(["k": "1", "rest": "x"], as: "first", in: contract)
            let refusal = try await #require(throws: StatusError.self) { try await Self.apply(["k": "2"], as: "second", in: contract) }
            #expect(refusal.code == 409)
            #expect(refusal.reason == .conflict)
            #expect(refusal.message.contains(#"Apply failed with 1 conflict: conflict with "first": .data.k"#), "\(refusal.message)")
            let cause = StatusError.Cause(reason: "FieldManagerConflict", message: #"conflict with "first""#, field: ".data.k")
            #expect(refusal.causes == [cause])
            #expect(try await contract.data("a") == ["k": "1", "rest": "x"])
            _ = try await Self.apply(["k": "2"], as: "second", force: true, in: contract)
            #expect(try await contract.data("a") == ["k": "2", "rest": "x"])
            // Now it is the first that conflicts, until it no longer wants the field, which stays.
            let reversed = try await #require(throws: StatusError.self) { try await Self.apply(["k": "1"], as: "first", in: contract) }
            #expect(reversed.message.contains(#"conflict with "second": .data.k"#), "\(reversed.message)")
            _ = try await Self.apply([:], as: "first", in: contract)
            #expect(try await contract.data("a") == ["k": "2"])
        }
    }

    @Test("managers that want the same share the field, which goes with the last of them")
    func sharing() async throws {
        try await withContract { contract in
            _ = try await Self.apply(["k": "1"], as: "first", in: contract)
            _ = try await Self.apply(["k": "1"], as: "second", in: contract)
            _ = try await Self.apply([:], as: "first", in: contract)
            #expect(try await contract.data("a") == ["k": "1"])
            _ = try await Self.apply([:], as: "second", in: contract)
            #expect(try await contract.data("a").isEmpty)
        }
    }

    @Test("what was written without applying belongs to its writer too")
    func writers() async throws {
        try await withContract { contract in
            try await contract.create(contract.configMap("a", ["k": "1"]), as: .configMaps, manager: "writer")
            let refusal = try await #require(throws: StatusError.self) { try await Self.apply(["k": "2"], as: "first", in: contract) }
            #expect(refusal.causes.map(\.field) == [".data.k"])
            #expect(refusal.causes.first?.message.hasPrefix(#"conflict with "writer" using v1"#) == true)
        }
    }

    @Test("lists with keys are applied an element at a time")
    func keyedLists() async throws {
        try await withContract { contract in
            let key = contract.key("web", .deployments)
            try await contract.create(contract.deployment("web"), as: .deployments)
            let container: JSON = ["name": "side", "image": "registry.invalid/side:1"]
            var configuration = KubeObject(.deployments, namespace: contract.namespace, name: "web")
            configuration["spec", "template", "spec", "containers"] = [container]
            let applied = try await contract.client.patch(key, .apply(configuration.json, force: false), manager: "first")
            let names = applied["spec", "template", "spec", "containers"].elements.map { $0["name"] }
            #expect(Set(names) == ["main", "side"])
            configuration["spec"] = .null
            let without = try await contract.client.patch(key, .apply(configuration.json, force: false), manager: "first")
            #expect(without["spec", "template", "spec", "containers"].elements.map { $0["name"] } == ["main"])
        }
    }

    @Test("an apply needs a manager, and an object that says what it is")
    func refusals() async throws {
        try await withContract { contract in
            let path = contract.path(.configMaps) + "/a"
            let type = "application/apply-patch+yaml"
            let body = contract.configuration("a", [:]).text
            let anonymous = try await contract.send("PATCH", path, [], body, type: type)
            #expect(anonymous.status == 422)
            let manager = [(name: "fieldManager", value: "first")]
            #expect(try await contract.send("PATCH", path, manager, #"{"metadata":{"name":"a"}}"#, type: type).status == 400)
            let yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: '1'\n"
            #expect(try await contract.send("PATCH", path, manager, yaml, type: type).status == 201)
            #expect(try await contract.data("a") == ["k": "1"])
        }
    }
}
