import Delivery
import KubeModel
import TestKit
import Testing

@Suite("Rollouts that have ended")
struct RolloutHistoryTests {
    private static func ended(_ name: String, at day: Int, service: String = "web", phase: String = "Succeeded") -> KubeObject {
        var object = RolloutDraft(.release(to: "v2"), of: service, namespace: "shop").object
        object.name = name
        object.status = ["phase": .string(phase), "finishedAt": .string(KubeTime(seconds: day * 86_400).text)]
        return object
    }

    @Test func theLastOnesOfEachServiceAreKept() {
        let web = (1...53).shuffled().map { Self.ended("web-\($0)", at: $0) }
        let others = (1...50).map { Self.ended("other-\($0)", at: $0, service: "other", phase: "RolledBack") }
        let open = (1...60).map { Self.ended("open-\($0)", at: 0, phase: "Holding") }
        let lapsed = RolloutHistory.lapsed(among: open + web + others)
        #expect(Set(lapsed.map(\.name)) == ["web-1", "web-2", "web-3"])
    }

    @Test func theControllerRemovesTheOthers() async throws {
        try await withPlayedShop { shop in
            for day in 1...RolloutHistory.limit + 2 {
                let ended = Self.ended("done-\(day)", at: day)
                var object = try await shop.store.create(ended, as: .releases)
                object.status = ended.status
                try await shop.store.updateStatus(object, as: .releases)
            }
            try await running({ try await shop.controller("one").run() }) {
                try await eventually { try await shop.store.list(.releases, namespace: "shop").items.count == RolloutHistory.limit }
            }
            let left = Set(try await shop.store.list(.releases, namespace: "shop").items.map(\.name))
            #expect(left.isDisjoint(with: ["done-1", "done-2"]))
        }
    }
}
