import KubeModel
import LocalCluster
import Testing

@Suite("Scale and eviction")
struct SubresourceTests {
    @Test("scale shows and sets the replicas of a Deployment, and guards its version")
    func scale() async throws {
        try await withStore { store in
            let key = Sample.key("web", .deployments)
            let made = try await store.create(Sample.deployment("web", replicas: 2), as: .deployments)
            let scaled = try await store.patch(key, .merge(["spec": ["replicas": 6]]), subresource: .scale)
            #expect(scaled.kind == "Scale")
            #expect(scaled.apiVersion == "autoscaling/v1")
            #expect(scaled.spec["replicas"] == 6)
            #expect(scaled.status["selector"] == "app=web")
            #expect(try await store.get(key).spec["replicas"] == 6)
            var stale = scaled
            stale.resourceVersion = made.resourceVersion
            stale["spec", "replicas"] = 1
            let error = await #expect(throws: StatusError.self) {
                try await store.perform(ObjectWrite(key, .update(stale), subresource: .scale))
            }
            #expect(error?.code == 409)
            let negative = await #expect(throws: StatusError.self) {
                try await store.patch(key, .merge(["spec": ["replicas": -1]]), subresource: .scale)
            }
            #expect(negative?.code == 422)
            await #expect(throws: StatusError.self) { try await store.patch(Sample.key("x"), .merge([:]), subresource: .scale) }
        }
    }

    private func evict(_ pod: String, in store: ObjectStore) async throws -> KubeObject {
        let eviction = KubeObject(["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": .string(pod), "namespace": "shop"]])
        return try await store.perform(ObjectWrite(Sample.key(pod, .pods), .create(eviction), subresource: .eviction))
    }

    private func running(_ name: String, in store: ObjectStore, ready: Bool = true) async throws {
        try await store.create(Sample.pod(name, node: "zone-a"), as: .pods)
        let conditions: JSON = [["type": "Ready", "status": ready ? "True" : "False"]]
        try await store.patch(
            Sample.key(name, .pods), .merge(["status": ["phase": "Running", "conditions": conditions]]), subresource: .status)
    }

    private func makeBudget(_ store: ObjectStore, _ budget: KubeObject) async throws {
        try await store.create(budget, as: .podDisruptionBudgets)
        try await store.updateStatus(budget, as: .podDisruptionBudgets)
    }

    @Test("an eviction deletes the pod and takes one disruption off the budget, in one step")
    func allowed() async throws {
        try await withStore { store in
            try await running("one", in: store)
            try await running("two", in: store)
            try await makeBudget(store, Sample.budget("web", allowed: 1))
            #expect(try await evict("one", in: store)["status"] == "Success")
            #expect(try await store.get(Sample.key("one", .pods)).isTerminating)
            let budget = try await store.get(Sample.key("web", .podDisruptionBudgets))
            #expect(budget.status["disruptionsAllowed"] == 0)
            #expect(budget.status["disruptedPods"]["one"].string != nil)
            let refused = await #expect(throws: StatusError.self) { _ = try await evict("two", in: store) }
            #expect(refused?.code == 429)
            #expect(refused?.message == "Cannot evict pod as it would violate the pod's disruption budget.")
            #expect(refused?.causes.first?.reason == "DisruptionBudget")
            #expect(refused?.causes.first?.message == "The disruption budget web needs 1 healthy pods and has 1 currently")
            #expect(try await store.get(Sample.key("two", .pods)).isTerminating == false)
        }
    }

    @Test("many evictions at once never take more than the budget has")
    func racing() async throws {
        try await withStore { store in
            for index in 0..<12 { try await running("p\(index)", in: store) }
            try await makeBudget(store, Sample.budget("web", allowed: 5))
            let evicted = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<12 { group.addTask { (try? await self.evict("p\(index)", in: store)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(evicted == 5)
            #expect(try await store.list(.pods).items.filter(\.isTerminating).count == 5)
        }
    }

    @Test("a budget that its controller has not seen yet allows nothing; a pod that is not ready may go while enough others are")
    func unobservedAndUnready() async throws {
        try await withStore { store in
            try await running("ready", in: store)
            try await running("unready", in: store, ready: false)
            try await makeBudget(store, Sample.budget("web", allowed: 3, observed: 0))
            let refused = await #expect(throws: StatusError.self) { _ = try await evict("ready", in: store) }
            #expect(refused?.causes.first?.message == "The disruption budget web is still being processed by the server.")
            _ = try await evict("unready", in: store)
            #expect(try await store.get(Sample.key("web", .podDisruptionBudgets)).status["disruptionsAllowed"] == 3)
        }
    }
}
