import Foundation
import KubeModel
import LocalCluster
import TestKit
import Testing

@Suite("What outlives the process")
struct DurabilityTests {
    @Test("kill -9 at any commit keeps every write that was acknowledged", arguments: [1, 7, 60, 200])
    func killed(acknowledgements: Int) async throws {
        try await withTemporaryDirectory { folder in
            let child = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
                [folder = folder as String, acknowledgements = acknowledgements as Int] in
                let store = try await openStore(in: folder)
                try await store.create(KubeObject(.namespaces, name: "shop"), as: .namespaces)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for index in 0..<400 {
                        group.addTask {
                            let made = try await store.create(Sample.configMap("m\(index)", ["n": "\(index)"]), as: .configMaps)
                            FileHandle.standardOutput.write(Data("<m\(index)@\(made.resourceVersion)>".utf8))
                            if index.isMultiple(of: 4) {
                                try await store.delete(Sample.key("m\(index)"))
                                FileHandle.standardOutput.write(Data("<!m\(index)>".utf8))
                            }
                            if store.version > acknowledgements { kill(getpid(), SIGKILL) }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let output = String(decoding: try #require(child).standardOutputContent, as: UTF8.self)
            try await check(output, in: folder)
        }
    }

    private func check(_ output: String, in folder: String) async throws {
        let store = try await openStore(in: folder)
        let stored = Dictionary(uniqueKeysWithValues: try await store.list(.configMaps).items.map { ($0.name, $0) })
        let created = output.matches(of: /<(m\d+)@(\d+)>/).map { (name: String($0.output.1), version: String($0.output.2)) }
        let deleted = Set(output.matches(of: /<!(m\d+)>/).map { String($0.output.1) })
        #expect(!created.isEmpty)
        for (name, version) in created {
            if deleted.contains(name) {
                #expect(stored[name] == nil)
            } else if let object = stored[name] {
                #expect(object.resourceVersion == version)
            } else {
                // Its deletion may have become durable without having been acknowledged; nothing else may have taken it away.
                #expect(Int(name.dropFirst()).map { $0.isMultiple(of: 4) } == true, "\(name) is lost")
            }
            #expect(Int(version).map { $0 <= store.version } == true)
        }
        let next = try await store.create(Sample.configMap("afterwards"), as: .configMaps)
        #expect(Int(next.resourceVersion) == store.version)
        #expect(stored.values.allSatisfy { $0.resourceVersion != next.resourceVersion })
    }

    @Test("a store that is opened again knows all objects, custom kinds and the version, and no older change")
    func reopened() async throws {
        try await withTemporaryDirectory { folder in
            let first = try await openStore(in: folder)
            try await first.create(KubeObject(.namespaces, name: "shop"), as: .namespaces)
            try await first.create(Sample.widgets, as: .customResourceDefinitions)
            let early = String(first.version)
            let widget = KubeObject([
                "apiVersion": "example.dev/v1", "kind": "Widget", "metadata": ["name": "one", "namespace": "shop"], "spec": ["size": 3],
            ])
            let made = try await first.create(widget, as: Sample.widgetType)
            try await first.create(Sample.deployment("web"), as: .deployments)
            let second = try await openStore(in: folder)
            #expect(second.version == first.version)
            #expect(try await second.get(Sample.key("one", Sample.widgetType)) == made)
            let lists = (try await first.list(.deployments), try await second.list(.deployments))
            #expect(lists.0 == lists.1)
            let watch = try await second.watch(.configMaps, namespace: nil, selector: .everything, after: String(second.version))
            let error = await #expect(throws: StatusError.self) {
                try await second.watch(.configMaps, namespace: nil, selector: .everything, after: early)
            }
            #expect(error?.code == 410)
            let later = try await second.create(Sample.configMap("later"), as: .configMaps)
            var events = watch.makeAsyncIterator()
            #expect(try await events.next() == .added(later))
        }
    }
}
