import KubeModel
import LocalCluster
import Testing

@Suite("Changing objects")
struct UpdateTests {
    @Test("a write that changes nothing keeps the version and tells no watch")
    func noChange() async throws {
        try await withStore { store in
            let made = try await store.create(Sample.deployment("web"), as: .deployments)
            let watch = try await store.watch(.deployments, namespace: nil, selector: .everything, after: made.resourceVersion)
            let again = try await store.outcome(of: ObjectWrite(Sample.key("web", .deployments), .update(made)))
            #expect(again.effect == .unchanged)
            #expect(again.object == made)
            let patched = try await store.patch(Sample.key("web", .deployments), .merge(["spec": ["replicas": 2]]))
            #expect(patched.resourceVersion == made.resourceVersion)
            try await store.patch(Sample.key("web", .deployments), .merge(["spec": ["replicas": 3]]))
            var events = watch.makeAsyncIterator()
            #expect(try await events.next()?.object?.spec["replicas"] == 3)
        }
    }

    @Test("a stale version is a conflict, none at all is not")
    func optimisticConcurrency() async throws {
        try await withStore { store in
            let first = try await store.create(Sample.configMap("x", ["a": "1"]), as: .configMaps)
            var second = first
            second["data", "a"] = "2"
            try await store.update(second, as: .configMaps)
            await #expect(throws: StatusError.conflict(Sample.key("x"))) { try await store.update(second, as: .configMaps) }
            second.resourceVersion = ""
            second["data", "a"] = "3"
            #expect(try await store.update(second, as: .configMaps)["data", "a"] == "3")
            await #expect(throws: StatusError.conflict(Sample.key("x"))) {
                try await store.patch(Sample.key("x"), .merge(["metadata": ["resourceVersion": .string(first.resourceVersion)]]))
            }
        }
    }

    @Test("the generation counts changes of the wanted state only")
    func generation() async throws {
        try await withStore { store in
            let key = Sample.key("web", .deployments)
            try await store.create(Sample.deployment("web"), as: .deployments)
            #expect(try await store.patch(key, .merge(["metadata": ["labels": ["x": "y"]]])).generation == 1)
            #expect(try await store.patch(key, .merge(["status": ["replicas": 1]]), subresource: .status).generation == 1)
            #expect(try await store.patch(key, .merge(["spec": ["replicas": 9]])).generation == 2)
        }
    }

    @Test("the status changes through its subresource and the rest only without it")
    func statusIsolation() async throws {
        try await withStore { store in
            let key = Sample.key("web", .deployments)
            var object = try await store.create(Sample.deployment("web"), as: .deployments)
            object.status = ["replicas": 5]
            object["spec", "replicas"] = 7
            let main = try await store.update(object, as: .deployments)
            #expect(main.spec["replicas"] == 7)
            #expect(main.status["replicas"] == .null)
            object = main
            object.status = ["replicas": 5]
            object["spec", "replicas"] = 9
            object.labels = ["stolen": "yes"]
            let status = try await store.updateStatus(object, as: .deployments)
            #expect(status.status["replicas"] == 5)
            #expect(status.spec["replicas"] == 7)
            #expect(status.labels == ["app": "web"])
            #expect(try await store.get(key) == status)
        }
    }

    @Test("what is fixed stays, and what only the server sets cannot be set")
    func immutables() async throws {
        try await withStore { store in
            let made = try await store.create(Sample.deployment("web"), as: .deployments)
            var other = made
            other["spec", "selector", "matchLabels", "app"] = "other"
            other["spec", "template", "metadata", "labels", "app"] = "other"
            let error = await #expect(throws: StatusError.self) { try await store.update(other, as: .deployments) }
            #expect(error?.code == 422)
            #expect(error?.causes.first?.field == "spec.selector")
            let forged = try await store.patch(
                Sample.key("web", .deployments),
                .merge([
                    "metadata": [
                        "creationTimestamp": "2000-01-01T00:00:00Z", "generation": 99, "deletionTimestamp": "2000-01-01T00:00:00Z",
                    ]
                ]))
            #expect(forged.creationTimestamp == made.creationTimestamp)
            #expect(forged.generation == 1)
            #expect(!forged.isTerminating)
            var stranger = made
            stranger["metadata", "uid"] = "another"
            #expect(await #expect(throws: StatusError.self) { try await store.update(stranger, as: .deployments) }?.code == 409)
        }
    }

    @Test("two managers that apply own what each has applied; a third that takes a field conflicts unless it insists")
    func serverSideApply() async throws {
        try await withStore { store in
            let apply = { (data: JSON, manager: String, force: Bool) in
                try await store.outcome(
                    of: ObjectWrite(
                        Sample.key("x"),
                        .patch(.apply(["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "x"], "data": data], force: force)),
                        fieldManager: manager))
            }
            #expect(try await apply(["a": "1", "b": "1"], "first", false).effect == .created)
            #expect(try await apply(["c": "1"], "second", false).effect == .changed)
            #expect(try await apply(["a": "1", "b": "1"], "first", false).effect == .unchanged)
            let conflict = await #expect(throws: StatusError.self) { _ = try await apply(["a": "2"], "second", false) }
            #expect(conflict?.code == 409)
            #expect(conflict?.causes.first?.reason == "FieldManagerConflict")
            let taken = try await apply(["a": "2", "c": "1"], "second", true).object
            #expect(taken["data"] == ["a": "2", "b": "1", "c": "1"])
            let left = try await apply([:], "first", false).object
            #expect(left["data"] == ["a": "2", "c": "1"])
        }
    }
}
