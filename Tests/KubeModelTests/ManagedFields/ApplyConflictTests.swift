import KubeModel
import Testing

@Suite("Conflicts of server-side apply")
struct ApplyConflictTests {
    @Test("a field that an applier owns with another value is a conflict")
    func conflict() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2]], by: "ci")
        let before = web.object
        let error = try refusal { try web.apply(["spec": ["replicas": 3]], by: "ops") }
        #expect(error.code == 409)
        #expect(error.reason == .conflict)
        #expect(error.message == #"Apply failed with 1 conflict: conflict with "ci": .spec.replicas"#)
        #expect(error.causes == [.init(reason: "FieldManagerConflict", message: #"conflict with "ci""#, field: ".spec.replicas")])
        #expect(web.object == before)
    }

    @Test("who updates is named with the version and subresource")
    func conflictWithUpdater() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2]], by: "ci")
        web.update(by: "kubectl", subresource: "scale") { $0["spec", "replicas"] = 5 }
        let error = try refusal { try web.apply(["spec": ["replicas": 2]], by: "ci") }
        #expect(
            error.message
                == #"Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas"#)
    }

    @Test("several conflicts are listed by manager")
    func conflicts() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2, "template": ["spec": ["containers": [["name": "app", "image": "a"]]]]]], by: "ci")
        web.update(by: "editor") { $0["spec", "paused"] = true }
        let error = try refusal {
            try web.apply(
                ["spec": ["paused": false, "replicas": 3, "template": ["spec": ["containers": [["name": "app", "image": "b"]]]]]],
                by: "ops")
        }
        #expect(
            error.message == """
                Apply failed with 3 conflicts: conflicts with "ci":
                - .spec.replicas
                - .spec.template.spec.containers[name="app"].image
                conflicts with "editor" using apps/v1:
                - .spec.paused
                """)
        #expect(
            error.causes.map(\.field).sorted() == [".spec.paused", ".spec.replicas", #".spec.template.spec.containers[name="app"].image"#])
    }

    @Test("the same value is shared without a conflict")
    func shares() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2]], by: "ci")
        try web.apply(["spec": ["replicas": 2]], by: "ops")
        #expect(web.owned(by: "ci") == [".spec.replicas"])
        #expect(web.owned(by: "ops") == [".spec.replicas"])
        // Neither may change it now without the other.
        #expect(try refusal { try web.apply(["spec": ["replicas": 3]], by: "ci") }.code == 409)
    }

    @Test("force takes the field, and only that")
    func forces() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2, "paused": true]], by: "ci")
        try web.apply(["spec": ["replicas": 3]], by: "ops", force: true)
        #expect(web["spec", "replicas"] == 3)
        #expect(web.owned(by: "ops") == [".spec.replicas"])
        #expect(web.owned(by: "ci") == [".spec.paused"])
    }

    @Test("an atomic list is taken or left as a whole")
    func atomicLists() throws {
        var web = try ManagedObject(.deployments)
        func arguments(_ arguments: String...) -> JSON {
            ["spec": ["template": ["spec": ["containers": [["name": "app", "args": JSON(arguments)]]]]]]
        }
        try web.apply(arguments("a", "b"), by: "ci")
        let error = try refusal { try web.apply(arguments("a"), by: "ops") }
        #expect(error.causes.map(\.field) == [#".spec.template.spec.containers[name="app"].args"#])
        try web.apply(arguments("c"), by: "ops", force: true)
        #expect(web["spec", "template", "spec", "containers"][0]["args"] == ["c"])
    }

    @Test("an autoscaler takes the replicas, and an apply without them leaves them to it")
    func autoscaler() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2, "paused": false]], by: "ci")
        web.update(by: "horizontal-pod-autoscaler", subresource: "scale") { $0["spec", "replicas"] = 5 }
        #expect(web.owned(by: "ci") == [".spec.paused"])
        try web.apply(["spec": ["paused": false]], by: "ci")
        #expect(web["spec", "replicas"] == 5)
        #expect(web.owned(by: "horizontal-pod-autoscaler", "Update", subresource: "scale") == [".spec.replicas"])
    }

    @Test("an object that nobody tracked belongs to who was there before")
    func untracked() throws {
        let live = KubeObject(["apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web"], "spec": ["replicas": 2]])
        let kind = try schema(.deployments)
        func apply(_ replicas: Int) throws(StatusError) -> KubeObject {
            var configuration = live
            configuration["spec", "replicas"] = .integer(replicas)
            return try ManagedFields.apply(
                configuration: configuration, manager: "ci", force: false, to: live, schema: kind, apiVersion: "apps/v1",
                now: "2027-01-15T08:00:00Z")
        }
        let error = try refusal { try apply(3) }
        #expect(error.message == #"Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas"#)
        let managers = try apply(2)["metadata", "managedFields"].elements.map { $0["manager"].string }
        #expect(managers == ["ci", "before-first-apply"])
    }
}
