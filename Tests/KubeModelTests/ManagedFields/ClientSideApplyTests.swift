import KubeModel
import Testing

@Suite("From client-side to server-side apply")
struct ClientSideApplyTests {
    private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

    /// A Deployment that kubectl has applied on its own side.
    private func applied() throws -> ManagedObject {
        var web = try ManagedObject(.deployments)
        web.update(by: "kubectl-client-side-apply") { object in
            object["spec"] = ["replicas": 2, "paused": true]
            object.annotations = [Self.annotation: #"{"apiVersion":"apps/v1","spec":{"replicas":2,"paused":true}}"#]
        }
        return web
    }

    @Test("kubectl takes what it applied before without a conflict")
    func takesOver() throws {
        var web = try applied()
        try web.apply(["spec": ["replicas": 3, "paused": true]], by: "kubectl")
        #expect(web["spec", "replicas"] == 3)
        #expect(web.owned(by: "kubectl") == [".spec.paused", ".spec.replicas"])
        let kept = try json(web.object?.annotations[Self.annotation] ?? "")
        #expect(kept["spec"] == ["replicas": 3, "paused": true], "the way back stays open")
    }

    @Test("nobody else may")
    func othersConflict() throws {
        var web = try applied()
        let error = try refusal { try web.apply(["spec": ["replicas": 3]], by: "ci") }
        #expect(error.message.contains(#"conflict with "kubectl-client-side-apply" using apps/v1: .spec.replicas"#))
    }

    @Test("nor kubectl what it did not apply")
    func stillConflicts() throws {
        var web = try applied()
        web.update(by: "editor") { $0["spec", "minReadySeconds"] = 5 }
        let error = try refusal {
            try web.apply(["spec": ["replicas": 3, "minReadySeconds": 7]], by: "kubectl")
        }
        #expect(error.causes.map(\.field) == [".spec.minReadySeconds"])
    }

    @Test("after kubectl has merged the entries, what it gives up is removed")
    func migrates() throws {
        var web = try applied()
        try web.apply(["spec": ["replicas": 2]], by: "kubectl")
        #expect(web["spec", "paused"] == true, "the old entry still owns it")

        // kubectl merges the entries with a JSON patch, and applies again.
        let union: JSON = ["f:spec": ["f:replicas": [:], "f:paused": [:]]]
        var entry = web["metadata", "managedFields"][0]
        #expect(entry["manager"] == "kubectl")
        entry["fieldsV1"] = union
        let patch = ObjectPatch.json([["op": "replace", "path": "/metadata/managedFields", "value": [entry]]])
        let patched = try patch.applied(to: web.object?.json ?? nil, schema: web.schema)
        web.update(by: "kubectl") { $0 = KubeObject(patched) }
        #expect(web["metadata", "managedFields"] == [entry])

        try web.apply(["spec": ["replicas": 2]], by: "kubectl")
        #expect(web["spec"] == ["replicas": 2])
    }
}
