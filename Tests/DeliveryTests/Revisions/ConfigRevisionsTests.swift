import Delivery
import HotConfig
import KubeModel
import LocalCluster
import TestKit
import Testing

@Suite("Keeping revisions")
struct ConfigRevisionsTests {
    @Test func aRevisionSaysWhoWhenAndWhy() async throws {
        try await withRevisionStore { store in
            let made = try await store.revisions.record(RevisionStore.content(2), author: "ada", reason: "more room")
            let kept = try await store.revisions.get(1)
            #expect(made == kept && kept.name == "r1" && kept.author == "ada" && kept.reason == "more room")
            #expect(kept.time == RevisionStore.now.text && kept.content == RevisionStore.content(2))
            let object = try await store.store.get(ObjectKey(.configMaps, namespace: "shop", name: "web-config.r1"))
            #expect(object.annotations["config.souk.dev/hash"] == kept.content.hash && object["immutable"].bool == true)
            #expect(object.labels == ["app": "web", "config.souk.dev/service": "web", "config.souk.dev/revision": "r1"])
        }
    }

    @Test func nobodyCanChangeARevision() async throws {
        try await withRevisionStore { store in
            _ = try await store.revisions.record(RevisionStore.content(2), author: "ada", reason: "")
            let key = ObjectKey(.configMaps, namespace: "shop", name: "web-config.r1")
            await #expect(throws: StatusError.self) { try await store.store.patch(key, .merge(["data": ["web.yaml": "limit: 3"]])) }
            #expect(try await store.revisions.get(1).content == RevisionStore.content(2))
        }
    }

    @Test func theSameContentAsTheNewestIsTheSameRevision() async throws {
        try await withRevisionStore { store in
            let revisions = store.revisions
            let first = try await revisions.record(RevisionStore.content(2), author: "ada", reason: "a")
            #expect(try await revisions.record(ConfigContent(texts: ["web.yaml": "limit: 2\r\n"]), author: "bob", reason: "b") == first)
            #expect(try await revisions.record(RevisionStore.content(3), author: "ada", reason: "").name == "r2")
            #expect(
                try await revisions.record(RevisionStore.content(2), author: "ada", reason: "").name == "r3", "an older one's is a new one")
            #expect(try await revisions.list().map(\.name) == ["r3", "r2", "r1"])
        }
    }

    @Test func tenAtOnceGetTenNumbersAndEachKeepsItsContent() async throws {
        try await withRevisionStore { store in
            let made = try await withThrowingTaskGroup(of: RecordedRevision.self) { group in
                for limit in 10..<20 {
                    group.addTask { try await store.revisions.record(RevisionStore.content(limit), author: "\(limit)", reason: "") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(made.map(\.number).sorted() == Array(1...10))
            for revision in made {
                let kept = try await store.revisions.get(revision.number)
                #expect(kept == revision && kept.content == RevisionStore.content(Int(kept.author) ?? 0))
            }
        }
    }

    @Test func tenAtOnceWithOneContentMakeOneRevision() async throws {
        try await withRevisionStore { store in
            let names = try await withThrowingTaskGroup(of: String.self) { group in
                for author in 0..<10 {
                    group.addTask { try await store.revisions.record(RevisionStore.content(2), author: "\(author)", reason: "").name }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(names == ["r1"])
            #expect(try await store.revisions.list().count == 1)
        }
    }

    @Test func historyAndNumbersSurviveARestart() async throws {
        try await withTemporaryDirectory { folder in
            let before = try await withRevisionStore(in: folder) { store in
                try await store.revisions.settle(try await store.main())
                _ = try await store.revisions.record(RevisionStore.content(2), author: "ada", reason: "why")
                return try await store.revisions.list()
            }
            try await withRevisionStore(in: folder) { store in
                let after = try await store.revisions.list()
                #expect(after == before && before.count == 2)
                let settled = try await store.revisions.settle(try await store.main())
                #expect(settled == nil, "it is noted already")
                let same = try await store.revisions.record(RevisionStore.content(2), author: "bob", reason: "")
                let next = try await store.revisions.record(RevisionStore.content(3), author: "bob", reason: "")
                #expect(same.number == 2 && next.number == 3)
            }
        }
    }

    /// The hash is part of the format: pods report it, and a controller of another version must know it again.
    @Test func hashesStayAsTheyAre() {
        #expect(ConfigContent(texts: ["web.yaml": "limit: 1\n"]).revision == "955c7ce65ce0")
        #expect(ConfigContent(texts: ["b": "2", "a": "1"]).hash == ConfigContent(texts: ["a": "1\n", "b": "2\r\n"]).hash)
        #expect(ConfigContent(texts: ["ab": "c"]).hash != ConfigContent(texts: ["a": "bc"]).hash)
    }

    @Test func whatIsFoundAndWhatIsEditedBecomeRevisions() async throws {
        try await withRevisionStore { store in
            let found = try await store.revisions.settle(try await store.main())
            #expect(found?.name == "r1" && found?.author == "kubectl-create" && found?.reason == "as it was found")
            #expect(try await ConfigMapPicture(store.main()).isMarked)

            try await store.edit(["web.yaml": "limit: 5"])
            #expect(try await !ConfigMapPicture(store.main()).isMarked)
            let edited = try await store.revisions.settle(try await store.main())
            #expect(edited?.name == "r2" && edited?.author == "kubectl-edit" && edited?.reason == "edited directly")
            #expect(try await ConfigMapPicture(store.main()).mark.revision == "r2")
            #expect(try await store.revisions.settle(try await store.main()) == nil)
        }
    }

    @Test func anEditThatCameInBetweenIsNotLost() async throws {
        try await withRevisionStore { store in
            let stale = try await store.main()
            try await store.edit(["web.yaml": "limit: 5"])
            await #expect(throws: StatusError.self) { try await store.revisions.settle(stale) }
            #expect(try await ConfigContent(of: store.main()).texts == ["web.yaml": "limit: 5"])
            _ = try await store.revisions.settle(try await store.main())
            #expect(try await store.revisions.list().map(\.content.texts) == [["web.yaml": "limit: 5"], ["web.yaml": "limit: 1\n"]])
        }
    }

    @Test func whatSomethingRefersToIsKeptAndTheRestGoes() async throws {
        try await withRevisionStore { store in
            let revisions = store.revisions
            try await revisions.settle(try await store.main())
            for limit in 2...60 { _ = try await revisions.record(RevisionStore.content(limit), author: "ada", reason: "") }
            var open = RolloutDraft(.config(revision: 4), of: "web", namespace: "shop").object
            open = try await store.store.create(open, as: .configRollouts)
            open.status = ["phase": "Holding", "stable": "r3", "target": "r4"]
            try await store.store.updateStatus(open, as: .configRollouts)
            let foreign = try await store.store.create(
                RolloutDraft(.config(revision: 2), of: "other", namespace: "shop").object, as: .configRollouts)

            let removed = try await revisions.collect()
            let kept = try await revisions.list().map(\.number)
            #expect(kept == Array((11...60).reversed()) + [4, 3, 1], "the last fifty, an open rollout's two, and what runs")
            #expect(removed.count == 7 && removed.contains("web-config.r2"))
            #expect(try await revisions.collect().isEmpty)
            #expect(try await store.store.get(ObjectKey(.configRollouts, namespace: "shop", name: foreign.name)).uid == foreign.uid)
            #expect(try await revisions.record(RevisionStore.content(99), author: "ada", reason: "").number == 61)
        }
    }

    @Test(
        arguments: [("r1", 1), ("r10", 10), ("r0", nil), ("r01", nil), ("1", nil), ("r", nil), ("r-1", nil), ("R1", nil), ("r1x", nil)]
            as [(String, Int?)])
    func aRevisionIsNamedInOneWayOnly(name: String, number: Int?) {
        #expect(ConfigNames.number(ofRevision: name) == number)
    }
}
