import KubeModel
import Testing

@Suite("Tracking of updates")
struct TrackingTests {
    private func pod() throws -> ManagedObject {
        var pod = try ManagedObject(.pods)
        pod.update(by: "replicaset") { object in
            object.labels = ["app": "web"]
            object["spec", "containers"] = [["name": "app", "image": "souk:1"]]
        }
        return pod
    }

    @Test("a creation is its creator's")
    func creation() throws {
        #expect(
            try pod().owned(by: "replicaset", "Update") == [
                ".metadata.labels.app", #".spec.containers[name="app"]"#, #".spec.containers[name="app"].image"#,
                #".spec.containers[name="app"].name"#,
            ])
    }

    @Test("a status has an entry of its own, element by element")
    func status() throws {
        var pod = try pod()
        pod.update(by: "node", subresource: "status") { object in
            object["status"] = ["phase": "Running", "conditions": [["type": "Ready", "status": "False"]]]
        }
        pod.update(by: "node", subresource: "status") { object in
            object["status", "conditions"] = [["type": "Ready", "status": "True"], ["type": "Initialized", "status": "True"]]
        }
        #expect(
            pod.owned(by: "node", "Update", subresource: "status") == [
                #".status.conditions[type="Initialized"]"#, #".status.conditions[type="Initialized"].status"#,
                #".status.conditions[type="Initialized"].type"#, #".status.conditions[type="Ready"]"#,
                #".status.conditions[type="Ready"].status"#, #".status.conditions[type="Ready"].type"#, ".status.phase",
            ])
        #expect(pod.time(of: "node") == "2027-01-15T08:00:03Z")
        #expect(pod.time(of: "replicaset") == "2027-01-15T08:00:01Z")
    }

    @Test("what changes nothing is not recorded")
    func noChange() throws {
        var pod = try pod()
        let before = pod.object
        pod.update(by: "someone") { _ in }
        #expect(pod.object == before)
        pod.update(by: "someone") { $0.resourceVersion = "7" }
        pod.update(by: "someone") { $0["metadata", "deletionTimestamp"] = "2027-01-15T08:00:00Z" }
        #expect(pod["metadata", "managedFields"] == before?["metadata", "managedFields"])
    }

    @Test("an order of elements that have keys is no change")
    func orderOnly() throws {
        var pod = try pod()
        pod.update(by: "a") { $0["spec", "containers"] = [["name": "x"], ["name": "app", "image": "souk:1"]] }
        let before = pod["metadata", "managedFields"]
        pod.update(by: "b") { $0["spec", "containers"] = [["name": "app", "image": "souk:1"], ["name": "x"]] }
        #expect(pod["metadata", "managedFields"] == before)
    }

    @Test("a changed field leaves everybody else, a removed one everybody")
    func takesOver() throws {
        var pod = try pod()
        pod.update(by: "editor") { object in
            object.labels = ["tier": "front"]
            object["spec", "containers"] = [["name": "app", "image": "souk:2"]]
        }
        #expect(pod.owned(by: "editor", "Update") == [".metadata.labels.tier", #".spec.containers[name="app"].image"#])
        #expect(pod.owned(by: "replicaset", "Update") == [#".spec.containers[name="app"]"#, #".spec.containers[name="app"].name"#])
        pod.update(by: "editor") { $0["spec", "containers"] = .null }
        #expect(pod.owned(by: "replicaset", "Update").isEmpty)
        #expect(pod["metadata", "managedFields"].elements.count == 1, "who owns nothing has no entry")
    }

    @Test("the same manager updates and applies apart")
    func appliesAndUpdates() throws {
        var web = try ManagedObject(.deployments)
        try web.apply(["spec": ["replicas": 2, "paused": true]], by: "ci")
        web.update(by: "ci") { $0["spec", "replicas"] = 3 }
        #expect(web.owned(by: "ci") == [".spec.paused"])
        #expect(web.owned(by: "ci", "Update") == [".spec.replicas"])
        #expect(web["metadata", "managedFields"][0]["operation"] == "Apply", "appliers come first")
    }

    @Test("an empty object stays its owner's when it gets members, until it is gone itself")
    func hollow() throws {
        let write = { (emptyDir: JSON?) in
            { (pod: inout KubeObject) in pod["spec", "volumes"] = [["name": "tmp", "emptyDir": emptyDir ?? .null]] }
        }
        let element = [#".spec.volumes[name="tmp"]"#, #".spec.volumes[name="tmp"].emptyDir"#, #".spec.volumes[name="tmp"].name"#]
        var pod = try ManagedObject(.pods)
        pod.update(by: "a", write([:]))
        #expect(pod.owned(by: "a", "Update") == element)
        pod.update(by: "b", write(["medium": "Memory"]))
        #expect(pod.owned(by: "b", "Update") == [#".spec.volumes[name="tmp"].emptyDir.medium"#])
        #expect(pod.owned(by: "a", "Update") == element)
        pod.update(by: "c", write([:]))
        #expect(pod.owned(by: "b", "Update") == [] && pod.owned(by: "c", "Update") == [])
        pod.update(by: "b", write(["medium": "Memory"]))
        pod.update(by: "c", write(nil))
        #expect(pod.owned(by: "b", "Update") == [])
        #expect(pod.owned(by: "a", "Update") == [element[0], element[2]])
    }

    @Test("managedFields that a writer changes are taken over; without them they stay; one empty entry clears them")
    func writtenManagedFields() throws {
        var pod = try pod()
        let before = pod["metadata", "managedFields"]
        pod.update(by: "x") { $0["metadata", "managedFields"] = .null }
        #expect(pod["metadata", "managedFields"] == before)
        pod.update(by: "x") { $0["metadata", "managedFields"] = [["manager": "broken"]] }
        #expect(pod["metadata", "managedFields"] == before)
        pod.update(by: "x", subresource: "status") { $0["metadata", "managedFields"] = [[:]] }
        #expect(pod["metadata", "managedFields"] == before, "not by a subresource")
        var renamed = before[0]
        renamed["manager"] = "new"
        pod.update(by: "x") { $0["metadata", "managedFields"] = [renamed] }
        #expect(pod["metadata", "managedFields"] == [renamed])
        pod.update(by: "x") { $0["metadata", "managedFields"] = [[:]] }
        #expect(pod["metadata", "managedFields"].isNull)
    }
}
