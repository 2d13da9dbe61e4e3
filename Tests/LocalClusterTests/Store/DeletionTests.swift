import Foundation
import KubeModel
import LocalCluster
import TestKit
import Testing

@Suite("Deleting objects")
struct DeletionTests {
    @Test("an object with finalizers stays until the last has gone, and takes no new ones")
    func finalizers() async throws {
        try await withStore { store in
            var map = Sample.configMap("x")
            map.finalizers = ["example.dev/a", "example.dev/b"]
            try await store.create(map, as: .configMaps)
            let key = Sample.key("x")
            let marked = try await store.outcome(of: ObjectWrite(key, .delete(DeleteOptions())))
            #expect(marked.effect == .changed)
            #expect(marked.object.isTerminating)
            let more = await #expect(throws: StatusError.self) {
                try await store.patch(key, .merge(["metadata": ["finalizers": ["example.dev/a", "example.dev/b", "example.dev/c"]]]))
            }
            #expect(more?.code == 422)
            #expect(try await store.patch(key, .merge(["metadata": ["finalizers": ["example.dev/b"]]])).finalizers == ["example.dev/b"])
            let last = try await store.outcome(of: ObjectWrite(key, .patch(.merge(["metadata": ["finalizers": nil]]))))
            #expect(last.effect == .removed)
            await #expect(throws: StatusError.notFound(key)) { try await store.get(key) }
        }
    }

    @Test(
        "propagation is said to the garbage collector by finalizers",
        arguments: [
            (.background, [], true), (.foreground, ["foregroundDeletion"], false), (.orphan, ["orphan"], false),
        ] as [(DeleteOptions.Propagation, [String], Bool)])
    func propagation(_ propagation: DeleteOptions.Propagation, finalizers: [String], isGone: Bool) async throws {
        try await withStore { store in
            try await store.create(Sample.deployment("web"), as: .deployments)
            let write = ObjectWrite(Sample.key("web", .deployments), .delete(DeleteOptions(propagation: propagation)))
            let outcome = try await store.outcome(of: write)
            #expect(outcome.object.finalizers == finalizers)
            #expect((outcome.effect == .removed) == isGone)
        }
    }

    @Test("preconditions that do not hold are conflicts")
    func preconditions() async throws {
        try await withStore { store in
            let made = try await store.create(Sample.configMap("x"), as: .configMaps)
            for options in [DeleteOptions(uid: "other"), DeleteOptions(resourceVersion: "1")] {
                let error = await #expect(throws: StatusError.self) { try await store.delete(Sample.key("x"), options) }
                #expect(error?.code == 409)
                #expect(error?.message.contains("in the precondition") == true)
            }
            try await store.delete(Sample.key("x"), DeleteOptions(uid: made.uid, resourceVersion: made.resourceVersion))
        }
    }

    @Test("a scheduled pod gets its grace, which a later deletion may only shorten, and goes when the node says so")
    func gracefulPod() async throws {
        let now = ManualNow()
        try await withStore(now: { now.now() }) { store in
            try await store.create(Sample.pod("one", node: "zone-a"), as: .pods)
            let key = Sample.key("one", .pods)
            let first = try await store.delete(key)
            #expect(first["metadata", "deletionGracePeriodSeconds"] == 30)
            #expect(first.deletionTimestamp == "2026-05-28T20:27:10Z")
            #expect(try await store.outcome(of: ObjectWrite(key, .delete(DeleteOptions(gracePeriodSeconds: 60)))).effect == .unchanged)
            let shorter = try await store.delete(key, DeleteOptions(gracePeriodSeconds: 5))
            #expect(shorter["metadata", "deletionGracePeriodSeconds"] == 5)
            #expect(try await store.outcome(of: ObjectWrite(key, .delete(DeleteOptions(gracePeriodSeconds: 0)))).effect == .removed)
        }
    }

    @Test("a pod that no node has, or whose processes have ended, goes at once", arguments: [nil, "Succeeded", "Failed"])
    func pointlessGrace(phase: String?) async throws {
        try await withStore { store in
            let key = Sample.key("one", .pods)
            try await store.create(Sample.pod("one", node: phase == nil ? nil : "zone-a"), as: .pods)
            if let phase { try await store.patch(key, .merge(["status": ["phase": .string(phase)]]), subresource: .status) }
            #expect(try await store.outcome(of: ObjectWrite(key, .delete(DeleteOptions()))).effect == .removed)
        }
    }

    @Test("a namespace is terminating until its controller has released it")
    func namespace() async throws {
        try await withStore { store in
            let key = ObjectKey(.namespaces, name: "shop")
            let marked = try await store.delete(key)
            #expect(marked.status["phase"] == "Terminating")
            #expect(marked.spec["finalizers"] == ["kubernetes"])
            let released = try await store.outcome(of: ObjectWrite(key, .patch(.merge(["spec": ["finalizers": []]]))))
            #expect(released.effect == .removed)
        }
    }

    @Test("events go an hour after they last happened")
    func eventExpiry() async throws {
        let now = ManualNow()
        try await withStore(now: { now.now() }) { store in
            let event = { (name: String) in
                var event = KubeObject(.events, namespace: "shop", name: name)
                event["involvedObject"] = ["kind": "Pod", "name": "one", "namespace": "shop"]
                event["lastTimestamp"] = .string(KubeTime(secondsSince1970: now.now().timeIntervalSince1970).text)
                return event
            }
            try await store.create(event("old"), as: .events)
            now.advance(by: .seconds(3_000))
            try await store.create(event("young"), as: .events)
            now.advance(by: .seconds(601))
            await EventExpiry(store: store, ticks: AsyncStream<Void> { nil }, logger: .quiet).sweep()
            #expect(try await store.list(.events).items.map(\.name) == ["young"])
        }
    }
}
