import KubeModel
import TestKit
import Testing

import LocalCluster

@Suite("What watches see of many writers")
struct WatchSequenceTests {
    /// What changed, in the order in which it was committed.
    private struct Seen: Equatable, Sendable {
        let kind: String
        let name: String
        let version: String

        init?(_ event: WatchEvent) {
            switch event {
            case .added(let object): self.init("added", object)
            case .modified(let object): self.init("modified", object)
            case .deleted(let object): self.init("deleted", object)
            case .bookmark: return nil
            }
        }

        private init(_ kind: String, _ object: KubeObject) {
            self.kind = kind
            name = object.name
            version = object.resourceVersion
        }
    }

    @Test("watches that begin at random points of a storm of writes see exactly the rest of one sequence")
    func exactSequence() async throws {
        let seed = SeededGenerator.freshSeed()
        try await withStore { store in
            let start = store.version
            let whole = try await store.watch(.configMaps, namespace: nil, selector: .everything, after: String(start))
            let late = try await withThrowingTaskGroup(of: [Late].self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        try await Self.write(to: store, writer, seed: seed)
                        return []
                    }
                }
                group.addTask { try await Self.watchLate(store, since: start, seed: seed &+ 1_000) }
                return try await group.reduce([], +)
            }
            try await store.create(Sample.configMap("end"), as: .configMaps)
            let sequence = try await Self.read(whole)
            let versions = sequence.compactMap { Int($0.version) }
            #expect(versions == versions.sorted() && Set(versions).count == versions.count, "seed \(seed)")
            #expect(versions.count == store.version - start, "seed \(seed)")
            for late in late {
                let seen = try await Self.read(late.watch)
                #expect(seen == sequence.filter { Int($0.version).map { $0 > late.from } ?? false }, "seed \(seed), from \(late.from)")
            }
        }
    }

    /// A watch that begins in the middle.
    private struct Late: Sendable {
        let from: Int
        let watch: AsyncThrowingStream<WatchEvent, any Error>
    }

    private static func watchLate(_ store: ObjectStore, since start: Int, seed: UInt64) async throws -> [Late] {
        var generator = SeededGenerator(seed: seed)
        var late: [Late] = []
        for _ in 0..<40 {
            let version = Int.random(in: start...store.version, using: &generator)
            let watch = try await store.watch(.configMaps, namespace: nil, selector: .everything, after: String(version))
            late.append(Late(from: version, watch: watch))
            await Task.yield()
        }
        return late
    }

    /// Creates, changes and deletes objects of a few names that the writers share.
    private static func write(to store: ObjectStore, _ writer: Int, seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed &+ UInt64(writer))
        for round in 0..<60 {
            let name = "m\(Int.random(in: 0..<6, using: &generator))"
            do throws(StatusError) {
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: try await store.create(Sample.configMap(name), as: .configMaps)
                case 1: try await store.patch(Sample.key(name), .merge(["data": ["by": .string("\(writer)-\(round)")]]))
                default: try await store.delete(Sample.key(name))
                }
            } catch {
                guard [404, 409].contains(error.code) else { throw error }
            }
        }
    }

    /// Reads up to the object that ends the storm.
    private static func read(_ watch: AsyncThrowingStream<WatchEvent, any Error>) async throws -> [Seen] {
        var seen: [Seen] = []
        for try await event in watch {
            guard let each = Seen(event) else { continue }
            seen.append(each)
            if each.name == "end" { return seen }
        }
        Issue.record("a watch ended early")
        return seen
    }

    @Test("list and watch together always know the present state")
    func listThenWatch() async throws {
        let seed = SeededGenerator.freshSeed()
        try await withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 { group.addTask { try await Self.write(to: store, writer, seed: seed) } }
                for _ in 0..<6 {
                    group.addTask {
                        let list = try await store.list(.configMaps)
                        var state = Dictionary(uniqueKeysWithValues: list.items.map { ($0.name, $0) })
                        let watch = try await store.watch(
                            .configMaps, namespace: nil, selector: .everything, after: list.resourceVersion)
                        for try await event in watch {
                            switch event {
                            case .added(let object):
                                #expect(state[object.name] == nil, "seed \(seed)")
                                state[object.name] = object
                            case .modified(let object):
                                #expect(state[object.name] != nil, "seed \(seed)")
                                state[object.name] = object
                            case .deleted(let object): #expect(state.removeValue(forKey: object.name) != nil, "seed \(seed)")
                            case .bookmark: break
                            }
                            if event.object?.name == "end" { break }
                        }
                        let present = try await store.list(.configMaps).items
                        #expect(state.values.sorted { $0.name < $1.name } == present, "seed \(seed)")
                    }
                }
                for _ in 0..<4 { try await group.next() }
                try await store.create(Sample.configMap("end"), as: .configMaps)
                try await group.waitForAll()
            }
        }
    }
}
