import KubeModel
import TestKit
import Testing

import LocalCluster

@Suite("Lists in pages")
struct ListPageTests {
    @Test("all pages together show the objects as they were at the first, whatever is written meanwhile")
    func consistent() async throws {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        try await withStore { store in
            for index in 0..<25 { try await store.create(Sample.configMap("m\(index)"), as: .configMaps) }
            let scope = WatchScope(type: .configMaps, namespace: nil, selector: .everything)
            let expected = try await store.list(.configMaps)
            var (token, read): (String?, [KubeObject]) = (nil, [])
            repeat {
                let page = try ListPage(limit: Int.random(in: 1...6, using: &generator), token: token, exactVersion: nil)
                let result = try store.list(scope, page)
                #expect(String(result.version) == expected.resourceVersion, "seed \(seed)")
                read += result.items
                if let remaining = result.remaining { #expect(read.count + remaining == 25, "seed \(seed)") }
                token = result.token
                let victim = "m\(Int.random(in: 0..<25, using: &generator))"
                _ = try? await store.delete(Sample.key(victim))
                try await store.create(Sample.configMap("n\(read.count)"), as: .configMaps)
            } while token != nil
            #expect(read == expected.items, "seed \(seed)")
        }
    }

    @Test("a token of a version that is no longer kept is gone, and one that is none is refused")
    func tokens() async throws {
        var limits = StoreLimits()
        limits.changesKept = 3
        try await withStore(limits: limits) { store in
            for index in 0..<3 { try await store.create(Sample.configMap("m\(index)"), as: .configMaps) }
            let scope = WatchScope(type: .configMaps, namespace: nil, selector: .everything)
            let first = try ListPage(limit: 1, token: nil, exactVersion: nil)
            let result = try store.list(scope, first)
            let second = try ListPage(limit: 1, token: result.token, exactVersion: nil)
            for index in 3..<8 { try await store.create(Sample.configMap("m\(index)"), as: .configMaps) }
            let error = #expect(throws: StatusError.self) { try store.list(scope, second) }
            #expect(error?.code == 410)
            #expect(throws: StatusError.self) { try ListPage(limit: 1, token: "nonsense", exactVersion: nil) }
        }
    }
}
