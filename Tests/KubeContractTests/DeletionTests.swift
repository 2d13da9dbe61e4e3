import KubeClient
import KubeModel
import TestKit
import Testing

@Suite("Contract: deleting")
struct DeletionTests {
    private static let finalizer = "souk.dev/contract"

    @Test("an object with a finalizer stays, marked, until it is taken away")
    func finalizers() async throws {
        try await withContract { contract in
            let key = contract.key("a", .configMaps)
            var wanted = contract.configMap("a")
            wanted.finalizers = [Self.finalizer]
            let made = try await contract.create(wanted, as: .configMaps)
            try await contract.client.delete(key)
            let marked = try await contract.client.get(key)
            #expect(marked.uid == made.uid)
            #expect(marked.deletionTimestamp != nil)
            #expect(marked.finalizers == [Self.finalizer])
            let again = try await #require(throws: StatusError.self) { try await contract.create(contract.configMap("a"), as: .configMaps) }
            #expect(again.reason == .alreadyExists)
            // It can still be written to, but not kept by a new finalizer.
            try await contract.client.patch(key, .merge(["data": ["k": "1"]]))
            let kept = try await #require(throws: StatusError.self) {
                try await contract.client.patch(key, .merge(["metadata": ["finalizers": [.string(Self.finalizer), "souk.dev/more"]]]))
            }
            #expect(kept.code == 422)
            #expect(kept.causes.map(\.field) == ["metadata.finalizers"])
            try await contract.client.delete(key)
            #expect(try await contract.client.get(key).deletionTimestamp == marked.deletionTimestamp)
            try await contract.client.patch(key, .merge(["metadata": ["finalizers": nil]]))
            #expect(try await !contract.exists(key))
        }
    }

    @Test("a watch tells first that an object is marked, then that it is gone")
    func watched() async throws {
        try await withContract { contract in
            let start = try await contract.version()
            var wanted = contract.secret("a")
            wanted.finalizers = [Self.finalizer]
            try await contract.create(wanted)
            try await contract.client.delete(contract.key("a"))
            try await contract.client.patch(contract.key("a"), .merge(["metadata": ["finalizers": nil]]))
            let events = try await contract.events(after: start, count: 3)
            #expect(events.map(\.summary) == ["added a", "modified a", "deleted a"])
            #expect(events[1].object?.isTerminating == true)
        }
    }

    @Test("preconditions spare another object of the same name")
    func preconditions() async throws {
        try await withContract { contract in
            let made = try await contract.create(contract.secret("a"))
            let other = "00000000-0000-0000-0000-000000000000"
            let refusal = try await #require(throws: StatusError.self) {
                try await contract.client.delete(contract.key("a"), DeleteOptions(uid: other))
            }
            #expect(refusal.code == 409)
            #expect(refusal.reason == .conflict)
            #expect(refusal.message.contains("the UID in the precondition (\(other)) does not match the UID in record (\(made.uid))"))
            try await contract.client.patch(contract.key("a"), .merge(["stringData": ["k": "1"]]))
            let stale = try await #require(throws: StatusError.self) {
                try await contract.client.delete(contract.key("a"), DeleteOptions(resourceVersion: made.resourceVersion))
            }
            #expect(stale.reason == .conflict)
            try await contract.client.delete(contract.key("a"), DeleteOptions(uid: made.uid))
            #expect(try await !contract.exists(contract.key("a")))
        }
    }

    @Test("a collection is deleted by its labels")
    func collection() async throws {
        try await withContract { contract in
            for name in ["a", "b"] { try await contract.create(contract.secret(name, labels: ["half": "first"])) }
            try await contract.create(contract.secret("c", labels: ["half": "second"]))
            let answer = try await contract.send("DELETE", contract.path(), [("labelSelector", "half=first")])
            #expect(answer.status == 200)
            try await eventually { try await contract.names() == ["c"] }
        }
    }

    @Test("a namespace takes all that is in it along")
    func namespace() async throws {
        try await withContract { contract in
            var wanted = KubeObject(.namespaces, name: "")
            wanted["metadata"] = ["generateName": "souk-contract-"]
            let made = try await contract.client.create(wanted, as: .namespaces)
            #expect(made.status["phase"] == "Active")
            let inner = ObjectKey(.secrets, namespace: made.name, name: "a")
            try await contract.client.create(KubeObject(.secrets, namespace: made.name, name: "a"), as: .secrets)
            try await contract.client.delete(ObjectKey(.namespaces, name: made.name))
            try await eventually(within: .seconds(60)) { try await !contract.exists(ObjectKey(.namespaces, name: made.name)) }
            #expect(try await !contract.exists(inner))
        }
    }
}
