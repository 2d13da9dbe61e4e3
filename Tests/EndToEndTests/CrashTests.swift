import Foundation
import LoadGenerator
import ProductAPI
import TestKit
import Testing

/// Invariants 1 to 5 while processes of every kind are killed at random.
@Suite(.serialized) struct CrashTests {
    private static let duration = 60

    @Test(.timeLimit(.minutes(6)), arguments: ["tok_visa=9,tok_declined=1", "tok_visa=6,tok_declined=1,tok_timeout=2,tok_slow=1"])
    func everyAcknowledgedOrderSurvives(tokens: String) async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        try await ShopCluster.withCluster { cluster in
            let imported = try await cluster.api().importCatalogue()
            #expect(imported.status == 200, "\(imported.body)")
            let journal = cluster.home + "/journal"
            let load = try Self.startLoad(cluster, tokens: tokens, seed: seed, journal: journal)
            let kills = try await Self.killAtRandom(cluster, seed: seed, until: load)
            let healed = ContinuousClock.now
            let status = try await load.waitForExit(within: .seconds(180))
            for replica in cluster.replicas { try await cluster.waitUntilReady(replica) }

            let acknowledged = try OrderJournal.orders(inFile: journal)
            #expect(
                acknowledged.count > Self.duration,
                "seed \(seed): too few orders to mean anything; load ended with \(status): \(load.output().suffix(3_000))")
            #expect(Set(kills.map(\.kind)) == Set(ShopCluster.Kind.allCases), "seed \(seed)")
            let audit = try await Self.auditUntilClean(cluster, journal: journal, by: healed + .seconds(30))
            print(
                "crash: \(kills.count) kills, \(acknowledged.count) orders acknowledged, clean \(ContinuousClock.now - healed) after the last kill"
            )
            #expect(audit.status == 0, "seed \(seed), after \(kills.count) kills: not clean within 30 s of healing\n\(audit.output)")
        }
    }

    @Test(.timeLimit(.minutes(3))) func theLastUnitsAreSoldOnce() async throws {
        try await ShopCluster.withCluster { cluster in
            let apis = [try cluster.api(0), try cluster.api(1)]
            _ = try await apis[0].importCatalogue()
            let sku = try #require(try await apis[0].skus(1).first)
            #expect(try await apis[0].setStock(sku, to: 10).status == 200)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { buyers in
                for buyer in 0..<100 {
                    buyers.addTask { try await apis[buyer % 2].placeOrderPatiently(ShopAPI.orderBody(sku: sku)).status }
                }
                return try await buyers.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 201 } == 10)
            #expect(statuses.count { $0 == 409 } == 90)
            try await eventually(within: .seconds(30)) { try await cluster.audit(["--grace", "0s"]).status == 0 }
            #expect(try await apis[0].inventory(sku).onHand == 0)
        }
    }

    /// Audits with no grace for orders under way until everything adds up, or the deadline has passed.
    private static func auditUntilClean(
        _ cluster: ShopCluster, journal: String, by deadline: ContinuousClock.Instant
    ) async throws -> (status: Int32, output: String) {
        while true {
            let audit = try await cluster.audit(["--journal", journal, "--grace", "0s"])
            if audit.status == 0 || ContinuousClock.now > deadline { return audit }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private static func startLoad(_ cluster: ShopCluster, tokens: String, seed: UInt64, journal: String) throws -> ChildProcess {
        let targets = cluster.urls(.order).flatMap { ["--url", $0] } + cluster.urls(.product).flatMap { ["--catalog-url", $0] }
        return try ChildProcess.start(
            SoukBinary.path,
            ["load", "--rate", "25", "--duration", "\(duration)s", "--mix", "product=10,cart=5,order=10", "--tokens", tokens]
                + ["--seed", "\(seed >> 1)", "--journal", journal, "--json"] + targets,
            log: cluster.home + "/load.log")
    }

    /// Kills one random process after another, each replaced at once, while visitors arrive. Returns the victims.
    private static func killAtRandom(_ cluster: ShopCluster, seed: UInt64, until load: ChildProcess) async throws -> [ShopCluster.Replica] {
        var random = SeededGenerator(seed: seed)
        var victims: [ShopCluster.Replica] = []
        let end = ContinuousClock.now + .seconds(duration)
        while ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...1_500, using: &random)))
            // The first round takes each kind once; after that it is chance.
            let kinds = ShopCluster.Kind.allCases
            let kind = victims.count < kinds.count ? kinds[victims.count] : kinds.randomElement(using: &random) ?? .order
            guard let victim = cluster.replicas(kind).randomElement(using: &random) else { continue }
            try await cluster.crash(victim)
            victims.append(victim)
        }
        return victims
    }
}
