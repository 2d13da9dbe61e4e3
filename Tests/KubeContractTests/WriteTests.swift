import KubeClient
import KubeModel
import Testing

@Suite("Contract: creating and replacing")
struct WriteTests {
    @Test("a generated name keeps its prefix and differs each time")
    func generatedNames() async throws {
        try await withContract { contract in
            var wanted = contract.secret("")
            wanted["metadata", "name"] = .null
            wanted["metadata", "generateName"] = "made-"
            let made = [try await contract.create(wanted), try await contract.create(wanted)]
            #expect(made[0].name != made[1].name)
            for object in made {
                #expect(object.name.hasPrefix("made-"))
                #expect(object.name.count == "made-".count + 5)
                #expect(object["metadata", "generateName"] == "made-")
            }
        }
    }

    @Test("the server sets what is its own")
    func serverSets() async throws {
        try await withContract { contract in
            var wanted = contract.deployment("web")
            wanted["metadata", "uid"] = "00000000-0000-0000-0000-000000000000"
            wanted["metadata", "creationTimestamp"] = "2001-01-01T00:00:00Z"
            wanted["metadata", "generation"] = 7
            wanted.status = ["replicas": 9]
            let made = try await contract.create(wanted, as: .deployments)
            #expect(made.uid != wanted.uid && !made.uid.isEmpty)
            #expect(made.generation == 1)
            #expect(made.creationTimestamp != "2001-01-01T00:00:00Z")
            #expect(!made.resourceVersion.isEmpty)
            #expect(made.status["replicas"].isNull)
            #expect(made.spec["strategy"]["type"] == "RollingUpdate")
            #expect(made["metadata", "managedFields"].elements.contains { $0["manager"] == "contract" && $0["operation"] == "Update" })
        }
    }

    @Test("what is there already is not created again")
    func alreadyThere() async throws {
        try await withContract { contract in
            try await contract.create(contract.secret("a"))
            let refusal = try await #require(throws: StatusError.self) { try await contract.create(contract.secret("a")) }
            #expect(refusal.code == 409)
            #expect(refusal.reason == .alreadyExists)
            #expect(refusal.details["name"] == "a")
            #expect(refusal.details["kind"] == "secrets")
            #expect(refusal.message == #"secrets "a" already exists"#)
        }
    }

    @Test("a write from an old version conflicts, one without a version does not")
    func staleWrites() async throws {
        try await withContract { contract in
            let first = try await contract.create(contract.configMap("a", ["k": "1"]), as: .configMaps)
            var second = first
            second["data", "k"] = "2"
            let stored = try await contract.client.update(second, as: .configMaps)
            #expect(stored.resourceVersion != first.resourceVersion)
            let refusal = try await #require(throws: StatusError.self) { try await contract.client.update(second, as: .configMaps) }
            #expect(refusal.code == 409)
            #expect(refusal.reason == .conflict)
            #expect(refusal.message.contains("the object has been modified"))
            var another = second
            another.resourceVersion = ""
            another["metadata", "uid"] = "00000000-0000-0000-0000-000000000000"
            let mistaken = try await #require(throws: StatusError.self) { try await contract.client.update(another, as: .configMaps) }
            #expect(mistaken.reason == .conflict)
            var unconditional = second
            unconditional.resourceVersion = ""
            unconditional["data", "k"] = "3"
            try await contract.client.update(unconditional, as: .configMaps)
            #expect(try await contract.data("a") == ["k": "3"])
            let stale: JSON = ["metadata": ["resourceVersion": .string(first.resourceVersion)], "data": ["k": "4"]]
            let patched = try await #require(throws: StatusError.self) {
                try await contract.client.patch(contract.key("a", .configMaps), .merge(stale))
            }
            #expect(patched.reason == .conflict)
        }
    }

    @Test("a write that changes nothing leaves the version as it is")
    func unchanged() async throws {
        try await withContract { contract in
            let made = try await contract.create(contract.configMap("a", ["k": "1"]), as: .configMaps)
            let same = try await contract.client.update(made, as: .configMaps, manager: "contract")
            #expect(same.resourceVersion == made.resourceVersion)
            let patched = try await contract.client.patch(
                contract.key("a", .configMaps), .merge(["data": ["k": "1"]]), manager: "contract")
            #expect(patched.resourceVersion == made.resourceVersion)
        }
    }

    @Test("a dry run answers as the write would and stores nothing")
    func dryRuns() async throws {
        try await withContract { contract in
            let key = contract.key("a", .configMaps)
            func tried(_ action: ObjectWrite.Action) async throws(StatusError) -> KubeObject {
                var write = ObjectWrite(key, action)
                write.isDryRun = true
                return try await contract.client.perform(write)
            }
            let planned = try await tried(.create(contract.configMap("a", ["k": "1"])))
            #expect(!planned.uid.isEmpty)
            #expect(try await !contract.exists(key))
            let made = try await contract.create(contract.configMap("a", ["k": "1"]), as: .configMaps)
            #expect(try await tried(.patch(.merge(["data": ["k": "2"]])))["data", "k"] == "2")
            #expect(try await tried(.patch(.apply(contract.configuration("a", ["own": "1"]), force: false)))["data", "own"] == "1")
            _ = try await tried(.delete(DeleteOptions()))
            #expect(try await contract.client.get(key) == made)
            let refusal = try await #require(throws: StatusError.self) { try await tried(.create(contract.configMap("a"))) }
            #expect(refusal.reason == .alreadyExists)
        }
    }

    @Test("there is nothing to be had, replaced or deleted where there is no object")
    func missing() async throws {
        try await withContract { contract in
            let key = contract.key("a", .configMaps)
            let client = contract.client
            let refusals = [
                try await #require(throws: StatusError.self) { try await client.get(key) },
                try await #require(throws: StatusError.self) { try await client.patch(key, .merge([:])) },
                try await #require(throws: StatusError.self) { try await client.delete(key) },
            ]
            for refusal in refusals {
                #expect(refusal.code == 404)
                #expect(refusal.reason == .notFound)
                #expect(refusal.message == #"configmaps "a" not found"#)
            }
        }
    }
}
