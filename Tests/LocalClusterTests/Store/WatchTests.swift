import KubeModel
import TestKit
import Testing

import LocalCluster

@Suite("Watching")
struct WatchTests {
    @Test("an object that begins to match is added and one that ceases to match is deleted")
    func transitions() async throws {
        try await withStore { store in
            let selector = ObjectSelector(labels: LabelSelector(matching: ["tier": "front"]))
            let watch = try await store.watch(.configMaps, namespace: "shop", selector: selector, after: String(store.version))
            let key = Sample.key("x")
            try await store.create(Sample.configMap("x", ["n": "1"]), as: .configMaps)
            let joined = try await store.patch(key, .merge(["metadata": ["labels": ["tier": "front"]]]))
            let changed = try await store.patch(key, .merge(["data": ["n": "2"]]))
            let left = try await store.patch(key, .merge(["metadata": ["labels": ["tier": "back"]]]))
            try await store.create(Sample.configMap("y", labels: ["tier": "front"]), as: .configMaps)
            try await store.delete(Sample.key("y"))
            var events = watch.makeAsyncIterator()
            #expect(try await events.next() == .added(joined))
            #expect(try await events.next() == .modified(changed))
            var last = changed
            last.resourceVersion = left.resourceVersion
            #expect(try await events.next() == .deleted(last))
            #expect(try await events.next()?.object?.name == "y")
            let deleted = try await events.next()
            #expect(deleted?.object?.resourceVersion == String(store.version))
        }
    }

    @Test("other namespaces, kinds and names are not told")
    func scope() async throws {
        try await withStore { store in
            let named = ObjectSelector(fields: FieldSelector([.init(field: "metadata.name", value: "x", isEqual: true)]))
            let watch = try await store.watch(.configMaps, namespace: "shop", selector: named, after: String(store.version))
            try await store.create(KubeObject(.configMaps, namespace: "default", name: "x"), as: .configMaps)
            try await store.create(KubeObject(.secrets, namespace: "shop", name: "x"), as: .secrets)
            try await store.create(Sample.configMap("y"), as: .configMaps)
            let wanted = try await store.create(Sample.configMap("x"), as: .configMaps)
            var events = watch.makeAsyncIterator()
            #expect(try await events.next() == .added(wanted))
        }
    }

    @Test("from nothing, a watch begins with what there is", arguments: ["", "0"])
    func initialEvents(version: String) async throws {
        try await withStore { store in
            for name in ["b", "a"] { try await store.create(Sample.configMap(name), as: .configMaps) }
            let watch = try await store.watch(.configMaps, namespace: nil, selector: .everything, after: version)
            try await store.create(Sample.configMap("c"), as: .configMaps)
            var events = watch.makeAsyncIterator()
            var names: [String] = []
            for _ in 0..<3 { names.append(try await events.next()?.object?.name ?? "") }
            #expect(names == ["a", "b", "c"])
        }
    }

    @Test("a bookmark tells how far a watch has come, after everything before it")
    func bookmarks() async throws {
        try await withStore { store in
            try await store.create(Sample.configMap("a"), as: .configMaps)
            let scope = WatchScope(type: .configMaps, namespace: nil, selector: .everything)
            let watch = try store.open(scope, WatchRequest(after: nil, marksInitialEnd: true))
            let initial = store.version
            let later = try await store.create(Sample.configMap("b"), as: .configMaps)
            try await store.create(KubeObject(.secrets, namespace: "shop", name: "x"), as: .secrets)
            store.bookmark(watch.id)
            var events = watch.events.makeAsyncIterator()
            #expect(try await events.next()?.object?.name == "a")
            #expect(try await events.next() == .bookmark(resourceVersion: String(initial)))
            #expect(try await events.next() == .added(later))
            #expect(try await events.next() == .bookmark(resourceVersion: String(store.version)))
        }
    }

    @Test("a version that is no longer kept, or not reached yet, is gone")
    func expired() async throws {
        var limits = StoreLimits()
        limits.changesKept = 10
        try await withStore(limits: limits) { store in
            let early = String(store.version)
            for index in 0..<11 { try await store.create(Sample.configMap("m\(index)"), as: .configMaps) }
            for version in [early, String(store.version + 1)] {
                let error = await #expect(throws: StatusError.self) {
                    try await store.watch(.configMaps, namespace: nil, selector: .everything, after: version)
                }
                #expect(error?.code == 410)
                #expect(error?.reason == .expired)
            }
            _ = try await store.watch(.configMaps, namespace: nil, selector: .everything, after: String(store.version - 10))
        }
    }

    @Test("a watch that reads nothing is ended, and goes on from where it was without a gap")
    func slowWatch() async throws {
        var limits = StoreLimits()
        limits.unreadEvents = 5
        try await withStore(limits: limits) { store in
            let watch = try await store.watch(.configMaps, namespace: nil, selector: .everything, after: String(store.version))
            for index in 0..<9 { try await store.create(Sample.configMap("m\(index)"), as: .configMaps) }
            var read: [KubeObject] = []
            for try await event in watch { read.append(contentsOf: [event.object].compactMap(\.self)) }
            #expect(read.map(\.name) == (0..<5).map { "m\($0)" })
            let version = try #require(read.last?.resourceVersion)
            let next = try await store.watch(.configMaps, namespace: nil, selector: .everything, after: version)
            var events = next.makeAsyncIterator()
            #expect(try await events.next()?.object?.name == "m5")
        }
    }

    @Test("watches that end leave nothing behind, and there are never more than the limit")
    func watchCount() async throws {
        var limits = StoreLimits()
        limits.watches = 3
        try await withStore(limits: limits) { store in
            let open = { try await store.watch(.configMaps, namespace: nil, selector: .everything, after: "") }
            var watches = [try await open(), try await open(), try await open()]
            #expect(await #expect(throws: StatusError.self) { _ = try await open() }?.code == 429)
            watches.removeAll()
            try await eventually { store.watchCount == 0 }
            _ = try await open()
        }
    }
}
