import KubeModel
import LocalCluster
import StorageSQLite
import TestKit
import Testing

@Suite("Many writers")
struct ConcurrencyTests {
    @Test("writers that guard one object by its version lose no update")
    func counters() async throws {
        try await withStore { store in
            try await store.create(Sample.configMap("counter", ["n": "0"]), as: .configMaps)
            let (writers, rounds) = (16, 25)
            let conflicts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<writers { group.addTask { try await Self.count(rounds, in: store) } }
                return try await group.reduce(0, +)
            }
            #expect(try await store.get(Sample.key("counter"))["data", "n"] == .string("\(writers * rounds)"))
            #expect(conflicts > 0, "nobody was in anybody's way, so nothing has been tested")
        }
    }

    /// Raises the counter so many times, however often somebody else was faster. Returns how often that was.
    private static func count(_ rounds: Int, in store: ObjectStore) async throws -> Int {
        var conflicts = 0
        for _ in 0..<rounds {
            while true {
                var object = try await store.get(Sample.key("counter"))
                object["data", "n"] = .string("\((object["data", "n"].string.flatMap { Int($0) } ?? 0) + 1)")
                do throws(StatusError) {
                    try await store.update(object, as: .configMaps)
                    break
                } catch {
                    guard error.reason == .conflict else { throw error }
                    conflicts += 1
                }
            }
        }
        return conflicts
    }

    @Test("of many that create one name, one succeeds")
    func oneCreator() async throws {
        try await withStore { store in
            let made = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 { group.addTask { (try? await store.create(Sample.configMap("x"), as: .configMaps)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
        }
    }

    @Test("a writer that is cancelled takes none of the others with it")
    func cancellation() async throws {
        try await withStore { store in
            await withTaskGroup(of: Bool.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        if index.isMultiple(of: 3) {
                            await withTaskGroup(of: Void.self) { doomed in
                                doomed.addTask { _ = try? await store.create(Sample.configMap("doomed\(index)"), as: .configMaps) }
                                doomed.cancelAll()
                            }
                            return true
                        }
                        return (try? await store.create(Sample.configMap("kept\(index)"), as: .configMaps)) != nil
                    }
                }
                for await isKept in group { #expect(isKept) }
            }
            let kept = try await store.list(.configMaps).items.filter { $0.name.hasPrefix("kept") }
            #expect(kept.count == (0..<200).count { !$0.isMultiple(of: 3) })
            try await store.create(Sample.configMap("afterwards"), as: .configMaps)
        }
    }

    @Test("a second store on the same tables is noticed and refused, and harms nothing")
    func foreignWriter() async throws {
        try await withTemporaryDirectory { folder in
            let first = try await openStore(in: folder)
            let second = try await openStore(in: folder)
            try await first.create(KubeObject(.namespaces, name: "shop"), as: .namespaces)
            let error = await #expect(throws: StatusError.self) {
                try await second.create(KubeObject(.namespaces, name: "other"), as: .namespaces)
            }
            #expect(error?.code == 503)
            #expect(try await second.list(.namespaces).items.isEmpty)
            try await first.create(Sample.configMap("x"), as: .configMaps)
            #expect(try await openStore(in: folder).list(.configMaps).items.count == 1)
        }
    }
}
