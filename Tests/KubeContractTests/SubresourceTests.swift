import KubeClient
import KubeModel
import Testing

@Suite("Contract: subresources")
struct SubresourceTests {
    @Test("status and the rest are written apart")
    func status() async throws {
        try await withContract { contract in
            let key = contract.key("a", .pods)
            let made = try await contract.create(contract.pod("a"), as: .pods)
            #expect(made.status["phase"] == "Pending")
            var next = made
            next.status["message"] = "written by nobody's node"
            next["spec", "containers"] = [["name": "main", "image": "registry.invalid/none:2"]]
            let written = try await contract.client.updateStatus(next, as: .pods)
            #expect(written.status["message"] == "written by nobody's node")
            #expect(written["spec", "containers"] == made["spec", "containers"])
            var whole = written
            whole.status["message"] = "lost"
            whole.labels = ["app": "web"]
            let updated = try await contract.client.update(whole, as: .pods)
            #expect(updated.labels == ["app": "web"])
            #expect(updated.status["message"] == "written by nobody's node")
            let patched = try await contract.client.patch(
                key, .merge(["status": ["message": "patched"], "spec": ["activeDeadlineSeconds": 1]]), subresource: .status)
            #expect(patched.status["message"] == "patched")
            #expect(patched.spec["activeDeadlineSeconds"].isNull)
            let stale = try await #require(throws: StatusError.self) { try await contract.client.updateStatus(made, as: .pods) }
            #expect(stale.reason == .conflict)
            #expect(try await contract.send("GET", contract.path(.pods) + "/a/status").object()["status"]["message"] == "patched")
        }
    }

    @Test("a wanted state counts its changes, a status does not")
    func generations() async throws {
        try await withContract { contract in
            let key = contract.key("web", .deployments)
            let made = try await contract.create(contract.deployment("web"), as: .deployments)
            let labelled = try await contract.client.patch(key, .merge(["metadata": ["labels": ["app": "web"]]]))
            #expect(labelled.generation == made.generation)
            let paused = try await contract.client.patch(key, .merge(["spec": ["paused": true]]))
            #expect(paused.generation == made.generation + 1)
            let status = try await contract.client.patch(key, .merge(["status": ["collisionCount": 3]]), subresource: .status)
            #expect(status.generation == paused.generation)
        }
    }

    @Test("scale is one small object for every kind that has replicas")
    func scale() async throws {
        try await withContract { contract in
            let path = contract.path(.deployments) + "/web/scale"
            let key = contract.key("web", .deployments)
            try await contract.create(contract.deployment("web", replicas: 1), as: .deployments)
            let scale = KubeObject(try await contract.send("GET", path).object())
            #expect([scale["kind"], scale["apiVersion"]] == ["Scale", "autoscaling/v1"])
            #expect(scale.spec == ["replicas": 1])
            #expect(scale.status["selector"] == "app=web")
            var more = scale
            more["spec", "replicas"] = 2
            more.resourceVersion = ""
            let answered = KubeObject(try await contract.send("PUT", path, [], more.json.text).object())
            #expect(answered.spec["replicas"] == 2)
            #expect(answered.kind == "Scale")
            #expect(try await contract.client.get(key)["spec", "replicas"] == 2)
            try await contract.client.patch(key, .merge(["spec": ["replicas": 0]]), subresource: .scale)
            #expect(try await contract.client.get(key)["spec", "replicas"] == 0)
            let stale = try await contract.send("PUT", path, [], scale.json.text)
            #expect(stale.status == 409)
            let negative = try await #require(throws: StatusError.self) {
                try await contract.client.patch(key, .merge(["spec": ["replicas": -1]]), subresource: .scale)
            }
            #expect(negative.code == 422)
            #expect(negative.causes.map(\.field) == ["spec.replicas"])
        }
    }

    @Test("a kind without a subresource has none")
    func absent() async throws {
        try await withContract { contract in
            try await contract.create(contract.configMap("a"), as: .configMaps)
            let path = contract.path(.configMaps)
            #expect(try await contract.send("GET", path + "/a/status").status == 404)
            #expect(try await contract.send("GET", path + "/a/scale").status == 404)
            #expect(try await contract.send("PUT", path, [], contract.configMap("a").json.text).status == 405)
        }
    }

    @Test("an evicted pod goes")
    func eviction() async throws {
        try await withContract { contract in
            try await contract.create(contract.pod("a"), as: .pods)
            var eviction = contract.pod("a")
            eviction.json = [
                "apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "a", "namespace": .string(contract.namespace)],
            ]
            let answer = try await contract.send("POST", contract.path(.pods) + "/a/eviction", [], eviction.json.text)
            #expect(answer.status == 201)
            #expect(try await !contract.exists(contract.key("a", .pods)))
        }
    }
}
