import Delivery
import KubeModel
import ReleaseEngine
import TestKit
import Testing

/// Pitfall 7: steps survive a crash.
@Suite("A controller that is killed")
struct KilledControllerTests {
    /// What the data plane sees of a release, whoever does it.
    private static let good = ["v1=100", "v1=80 v2=20", "v1=40 v2=60", "v2=100"]
    private static let bad = ["v1=100", "v1=80 v2=20", "v1=100"]

    /// One release, whose controller dies at its n-th write and is replaced by another.
    /// - Returns: Whether it came to that many writes.
    private func run(dyingAt fatal: Int, _ death: MortalAPI.Death, failures: Double) async throws -> Bool {
        var didDie = false
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            shop.metrics.fail("v2", failures)
            try await shop.begin(PlayedShop.release(steps: failures > 0 ? [(20, 60_000)] : [(20, 30), (60, 30)]))
            let end = failures > 0 ? ReleasePhase.rolledBack : .succeeded
            let mortal = MortalAPI(shop.store, dyingAt: fatal, death)
            try await running({ try await shop.controller("one", api: mortal).run() }) {
                try await eventually(within: .seconds(30)) { try await shop.phase() == end.rawValue || mortal.isDead }
            }
            didDie = mortal.isDead
            try await running({ try await shop.controller("two").run() }) { try await shop.reaches(end) }
            try await check(shop, failures > 0 ? Self.bad : Self.good, "killed \(death) write \(fatal)")
        }
        return didDie
    }

    private func check(_ shop: PlayedShop, _ path: [String], _ name: String) async throws {
        let writes = await shop.plane.writes
        let weights = writes.map(\.weights).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        #expect(weights == path, "\(name)")
        let intents = writes.compactMap(\.intent)
        #expect(intents == intents.sorted(), "\(name): \(intents)")
        #expect(await shop.plane.violations == [], "\(name)")
        let serving = path.last == "v2=100" ? "v2" : "v1"
        #expect(try await shop.mark.stable == serving, "\(name)")
        let replicas = try await (shop.replicas("v1"), shop.replicas("v2"))
        #expect(replicas == (serving == "v2" ? (0, 2) : (2, 0)), "\(name)")
    }

    /// At every write, until the release comes to its end before the fatal one.
    private func sweep(_ death: MortalAPI.Death, failures: Double) async throws -> Int {
        var fatal = 1
        while true {
            let batch = fatal..<fatal + 4
            let deaths = try await withThrowingTaskGroup(of: Bool.self) { group in
                for fatal in batch { group.addTask { try await run(dyingAt: fatal, death, failures: failures) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            guard deaths == batch.count else {
                print("killed \(death) each of \(fatal + deaths - 1) writes")
                return fatal + deaths - 1
            }
            fatal += batch.count
        }
    }

    @Test(arguments: MortalAPI.Death.allCases) func isReplacedAtEveryWriteOfAGoodRelease(_ death: MortalAPI.Death) async throws {
        // Each phase is written down, and each weight, each scaling and each mark is a write of its own.
        #expect(try await sweep(death, failures: 0) >= 15)
    }

    @Test(arguments: MortalAPI.Death.allCases) func isReplacedAtEveryWriteOfARollback(_ death: MortalAPI.Death) async throws {
        #expect(try await sweep(death, failures: 0.5) >= 10)
    }

    /// With the times that it has in earnest. Killed, as by SIGKILL, while it watches a step.
    @Test func anotherGoesOnWithinFiveSeconds() async throws {
        try await withPlayedShop { shop in
            try await shop.addVersion("v2")
            let mortal = MortalAPI(shop.store)
            let (first, second) = (
                shop.controller("first", api: mortal, settings: DeliverySettings()),
                shop.controller("second", settings: DeliverySettings())
            )
            try await running({ try await first.run() }) {
                try await eventually { first.isLeading }
                try await running({ try await second.run() }) {
                    try await shop.begin(PlayedShop.release(steps: [(20, 60_000)]))
                    try await shop.holds(20)
                    let killed = ContinuousClock.now
                    mortal.kill()
                    shop.metrics.fail("v2", 0.5)
                    // The new one goes on with the analysis, finds the version out and takes its requests away.
                    try await eventually(within: .seconds(20)) { second.isLeading }
                    let leading = killed.duration(to: .now)
                    try await eventually(within: .seconds(20)) { try await shop.weights == "v1=100" }
                    print("another one led after \(leading), and the weight was 0 after \(killed.duration(to: .now))")
                    #expect(leading <= .seconds(5))
                }
            }
        }
    }
}
