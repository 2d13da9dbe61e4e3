import KubeModel
import Synchronization
import TestKit
import Testing

@Suite("A stream of objects that survives its API")
struct ObjectStreamTests {
    /// A clock that never waits, and adds up what it was asked to.
    private final class Impatient: Clock {
        typealias Instant = ContinuousClock.Instant
        private let time = Mutex(ContinuousClock.now)
        var now: Instant { time.withLock { $0 } }
        let minimumResolution: Duration = .nanoseconds(1)

        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            try Task.checkCancellation()
            time.withLock { $0 = max($0, deadline) }
            await Task.yield()
        }
    }

    /// What a listener made of the updates.
    private final class Listener: Sendable {
        private let state = Mutex((mirror: ObjectMirror(), idle: [ObjectMirror.Change]()))

        /// Changes that change nothing.
        var idle: [ObjectMirror.Change] { state.withLock(\.idle) }
        var mirror: ObjectMirror { state.withLock(\.mirror) }

        func take(_ update: ObjectUpdate) {
            state.withLock { state in state.idle += state.mirror.take(update).filter { $0.old == $0.new } }
        }
    }

    @Test(arguments: 0..<8)
    func whateverFailsTheMirrorEndsEqualToTheTruth(run: Int) async throws {
        let seed = SeededGenerator.freshSeed() &+ UInt64(run)
        let api = UnreliableAPI(seed: seed)
        let listener = Listener()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await update in ObjectStream(.configMaps, namespace: "shop", of: api, clock: Impatient(), random: { 1 }) {
                    listener.take(update)
                }
            }
            for _ in 0..<400 {
                api.step()
                for _ in 0..<10 { await Task.yield() }
            }
            api.becomeReliable()
            try await eventually { listener.mirror.isSynced && listener.mirror.objects == api.objects }
            tasks.cancelAll()
        }
        #expect(listener.idle == [], "seed \(seed)")
        #expect(api.lists > 1, "seed \(seed): something must have failed")
    }

    @Test func aMirrorSaysWhatANewListChanged() {
        let object = { (name: String, value: String) in
            var object = KubeObject(.configMaps, namespace: "shop", name: name)
            object["data", "value"] = .string(value)
            return object
        }
        var mirror = ObjectMirror()
        #expect(!mirror.isSynced)
        let first = mirror.take(.synced(ObjectList(items: [object("a", "1"), object("b", "1")], resourceVersion: "5")))
        #expect(first.map { $0.new?.name } == ["a", "b"] && first.allSatisfy { $0.old == nil })
        let second = mirror.take(
            .synced(ObjectList(items: [object("a", "1"), object("c", "1")], resourceVersion: "9")))
        #expect(second.map { $0.old?.name ?? "-" } == ["b", "-"] && second.map { $0.new?.name ?? "-" } == ["-", "c"])
        #expect(mirror.take(.changed(object("a", "1"))) == [], "told again as it was")
        #expect(mirror.take(.changed(object("a", "2"))).first?.old == object("a", "1"))
        #expect(mirror.take(.deleted(object("a", "2"))).first?.new == nil)
        #expect(mirror.take(.deleted(object("a", "2"))) == [])
        #expect(mirror.objects.map(\.name) == ["c"])
        #expect(mirror.object(namespace: "shop", name: "c") != nil && mirror.object(name: "c") == nil)
    }

    @Test func itEndsWithItsTask() async {
        let api = UnreliableAPI(seed: 1)
        await withTaskGroup(of: Int.self) { tasks in
            tasks.addTask {
                var count = 0
                for await _ in ObjectStream(.configMaps, of: api, clock: ContinuousClock()) { count += 1 }
                return count
            }
            tasks.cancelAll()
            for await count in tasks { #expect(count <= 1) }
        }
    }
}
