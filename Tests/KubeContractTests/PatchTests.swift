import KubeClient
import KubeModel
import Testing

@Suite("Contract: patches")
struct PatchTests {
    @Test("a merge patch adds, replaces and removes, and replaces lists whole")
    func merge() async throws {
        try await withContract { contract in
            try await contract.create(contract.configMap("a", ["k": "1", "gone": "x"], labels: ["old": "1"]), as: .configMaps)
            let patch: JSON = ["data": ["k": "2", "new": "3", "gone": nil], "metadata": ["labels": nil]]
            let patched = try await contract.client.patch(contract.key("a", .configMaps), .merge(patch))
            #expect(patched["data"] == ["k": "2", "new": "3"])
            #expect(patched.labels.isEmpty)
            try await contract.create(contract.deployment("web"), as: .deployments)
            let containers: JSON = [["name": "other", "image": "registry.invalid/other:1"]]
            let deployment = try await contract.client.patch(
                contract.key("web", .deployments), .merge(["spec": ["template": ["spec": ["containers": containers]]]]))
            #expect(deployment.containers.map { $0["name"] } == ["other"])
        }
    }

    @Test("a strategic merge patch merges lists by their keys, and obeys directives")
    func strategicMerge() async throws {
        try await withContract { contract in
            try await contract.create(contract.deployment("web"), as: .deployments)
            func patched(_ containers: JSON) async throws -> [JSON] {
                let patch: JSON = ["spec": ["template": ["spec": ["containers": containers]]]]
                return try await contract.client.patch(contract.key("web", .deployments), .strategicMerge(patch)).containers
            }
            let added = try await patched([["name": "side", "image": "registry.invalid/side:1"]])
            #expect(Set(added.map { $0["name"] }) == ["main", "side"])
            let changed = try await patched([["name": "main", "env": [["name": "A", "value": "1"]]]])
            let main = try #require(changed.first { $0["name"] == "main" })
            #expect(main["image"] == "registry.invalid/none:1")
            #expect(main["env"] == [["name": "A", "value": "1"]])
            let removed = try await patched([["name": "side", "$patch": "delete"]])
            #expect(removed.map { $0["name"] } == ["main"])
        }
    }

    @Test("a JSON patch applies its operations in their order, or none of them")
    func json() async throws {
        try await withContract { contract in
            let key = contract.key("a", .configMaps)
            try await contract.create(contract.configMap("a", ["k": "1"]), as: .configMaps)
            let patched = try await contract.client.patch(
                key,
                .json([
                    ["op": "test", "path": "/data/k", "value": "1"], ["op": "replace", "path": "/data/k", "value": "2"],
                    ["op": "copy", "from": "/data/k", "path": "/data/copied"], ["op": "move", "from": "/data/k", "path": "/data/moved"],
                    ["op": "add", "path": "/metadata/labels", "value": ["souk.dev/a": "x", "souk.dev/b": "y"]],
                    ["op": "remove", "path": "/metadata/labels/souk.dev~1a"],
                ]))
            #expect(patched["data"] == ["copied": "2", "moved": "2"])
            #expect(patched.labels == ["souk.dev/b": "y"])
            for operation: JSON in [
                ["op": "test", "path": "/data/copied", "value": "other"], ["op": "remove", "path": "/data/missing"],
                ["op": "replace", "path": "/data/missing", "value": "x"],
            ] {
                let refusal = try await #require(throws: StatusError.self) {
                    try await contract.client.patch(key, .json([["op": "add", "path": "/data/z", "value": "1"], operation]))
                }
                #expect(refusal.code == 422, "\(operation.text)")
            }
            #expect(try await contract.data("a") == ["copied": "2", "moved": "2"])
        }
    }

    @Test("a patch that cannot be read, or of an unknown kind, is refused")
    func unreadable() async throws {
        try await withContract { contract in
            try await contract.create(contract.configMap("a"), as: .configMaps)
            let path = contract.path(.configMaps) + "/a"
            let cases = [
                ("application/merge-patch+json", "{", 400), ("application/json-patch+json", #"{"op":"add"}"#, 400),
                ("application/strategic-merge-patch+json", "[1", 400), ("text/plain", "{}", 415), ("application/json", "{}", 415),
            ]
            for (type, body, status) in cases {
                let answer = try await contract.send("PATCH", path, [], body, type: type)
                #expect(answer.status == status, "\(type) \(body)")
            }
        }
    }

    @Test("a patch may not change what identifies an object")
    func identity() async throws {
        try await withContract { contract in
            try await contract.create(contract.configMap("a"), as: .configMaps)
            let key = contract.key("a", .configMaps)
            let renamed = try await #require(throws: StatusError.self) {
                try await contract.client.patch(key, .merge(["metadata": ["name": "b"]]))
            }
            #expect(renamed.code == 400)
            let other = try await #require(throws: StatusError.self) {
                try await contract.client.patch(key, .merge(["metadata": ["uid": "00000000-0000-0000-0000-000000000000"]]))
            }
            #expect(other.code == 422)
            #expect(other.causes.map(\.field) == ["metadata.uid"])
        }
    }
}

extension KubeObject {
    /// Of a deployment's template.
    fileprivate var containers: [JSON] { self["spec", "template", "spec", "containers"].elements }
}
