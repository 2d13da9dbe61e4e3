import Delivery
import HotConfig
import KubeModel
import LocalCluster
import Testing

/// Pitfall 6: a revision is kept while anything refers to it.
@Suite("What keeps a revision")
struct ConfigReferencesTests {
    enum Reference: CaseIterable {
        case content, share, specification, target, stable
    }

    @Test(arguments: Reference.allCases) func eachReferenceAloneKeepsIt(_ reference: Reference) async throws {
        try await withRevisionStore { store in
            let revisions = store.revisions
            try await revisions.settle(try await store.main())
            for limit in 2...ConfigRevisions.kept + 3 {
                _ = try await revisions.record(RevisionStore.content(limit), author: "ada", reason: "")
            }
            try await refer(reference, to: 2, in: store)
            #expect(try await revisions.collect() == ["web-config.r3", reference == .content ? "web-config.r1" : nil].compactMap(\.self))
            #expect(try await revisions.get(2).content == RevisionStore.content(2))
        }
    }

    private func refer(_ reference: Reference, to number: Int, in store: RevisionStore) async throws {
        let newest = ConfigRevisions.kept + 3
        switch reference {
        case .content:
            try await store.edit(RevisionStore.content(number).texts)
            var main = try await store.main()
            main.annotations["config.souk.dev/revision"] = "r\(number)"
            try await store.store.update(main, as: .configMaps)
        case .share:
            let staging = ConfigStaging(release: "uid", intent: 1, revision: "r\(number)", percent: 50, below: 1)
            var texts = RevisionStore.content(1).texts
            texts[".canary.web.yaml"] = "limit: \(number)\n"
            texts[".rollout"] = try staging.text
            try await store.edit(texts)
        case .specification: try await rollOut(number, in: store)
        case .target: try await rollOut(newest, in: store, ["phase": "Holding", "target": .string("r\(number)")])
        case .stable: try await rollOut(newest, in: store, ["phase": "Holding", "stable": .string("r\(number)")])
        }
    }

    private func rollOut(_ number: Int, in store: RevisionStore, _ status: JSON? = nil) async throws {
        let draft = RolloutDraft(.config(revision: number), of: "web", namespace: "shop")
        var object = try await store.store.create(draft.object, as: .configRollouts)
        guard let status else { return }
        object.status = status
        try await store.store.updateStatus(object, as: .configRollouts)
    }
}
