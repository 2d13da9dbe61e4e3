import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

/// Pitfall 7: a stale leader is fenced out.
@Suite("Two controllers")
struct FencingTests {
    /// A holder that was stopped for longer than its lease, in the middle of whatever it did, and goes on after another took over.
    @Test(arguments: [0, 20, 60]) func aHolderThatWasStoppedWritesNothingAfterwards(_ weight: Int) async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            let stopped = StoppableAPI(shop.store)
            let first = shop.controller("first", api: stopped)
            try await running({ try await first.run() }) {
                try await eventually { first.isLeading }
                try await shop.begin(PlayedShop.release(steps: [(20, 1_500), (60, 1_500)]))
                if weight > 0 { try await shop.holds(weight) }
                stopped.stop()
                try await running({ try await shop.controller("second").run() }) {
                    try await eventually(within: .seconds(30)) { try await Self.holder(shop) == "second" }
                    stopped.watchWrites()
                    stopped.goOn()
                    try await shop.reaches(.succeeded)
                }
            }
            #expect(stopped.late == [], "stopped at \(weight)")
            let intents = await shop.plane.writes.compactMap(\.intent)
            #expect(intents == [1, 2, 3, 4], "stopped at \(weight)")
            #expect(await shop.plane.violations == [])
        }
    }

    @Test func onlyTheHolderWrites() async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            let (one, two) = (StoppableAPI(shop.store), StoppableAPI(shop.store))
            for api in [one, two] { api.watchWrites() }
            let first = shop.controller("first", api: one)
            try await running({ try await first.run() }) {
                try await eventually { first.isLeading }
                try await running({ try await shop.controller("second", api: two).run() }) {
                    try await shop.begin(PlayedShop.release())
                    try await shop.reaches(.succeeded)
                }
            }
            #expect(two.late == [] && two.refused == 0)
            #expect(!one.late.isEmpty)
        }
    }

    /// Whatever a world would write, also what the API itself would take.
    @Test func aWorldCannotWriteWithoutTheLease() async throws {
        try await withPlayedShop { shop in
            var apis: [any ObjectAPI] = []
            _ = DeliveryController(
                api: shop.store, namespace: PlayedShop.namespace, identity: "idle",
                worlds: { api in
                    apis.append(api)
                    return [:]
                }, metrics: shop.metrics, logger: .silent)
            let api = try #require(apis.last)
            let map = KubeObject(.configMaps, namespace: PlayedShop.namespace, name: "web-config")
            let error = await #expect(throws: StatusError.self) { try await api.create(map, as: .configMaps) }
            #expect(error?.reason == .conflict)
            #expect(try await shop.store.find(PlayedShop.key(.configMaps, "web-config")) == nil)
        }
    }

    private static func holder(_ shop: PlayedShop) async throws -> String? {
        try await shop.store.get(PlayedShop.key(.leases, "souk-delivery")).spec["holderIdentity"].string
    }
}
