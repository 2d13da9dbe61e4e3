import Foundation
import LoadGenerator
import TestKit
import Testing

/// Configurations that are changed while the shop sells: by mistake, with harm, and back.
@Suite(.serialized) struct ConfigRolloutTests {
    /// How long a harmful revision may be in force anywhere.
    private static let allowed: Duration = .seconds(10)

    @Test(.timeLimit(.minutes(5))) func mistakesAreRefusedAndAnyRevisionComesBack() async throws {
        try await LocalShop.withShop { shop in
            try await eventually(within: .seconds(20)) { try await shop.configHistory(of: "storefront").map(\.revision) == ["r1"] }
            try await Self.refusesMistakes(shop)
            try await Self.goesBackToAnyRevision(shop)
            let before = try await shop.configHistory(of: "storefront")
            #expect(try await shop.interrupt() == 0)
            try await shop.open()
            #expect(try await shop.configHistory(of: "storefront") == before)
            #expect(try await shop.soukConfig("get", "storefront").contains("banner.text: \"Sale\""))
            #expect(try await shop.soukConfig("get", "storefront", "--revision", "r3").contains("banner.text: Closed"))
        }
    }

    /// Every fault with its place, and nothing written: no revision, no rollout, not a character of the ConfigMap.
    private static func refusesMistakes(_ shop: LocalShop) async throws {
        let file = shop.folder + "/storefront.yaml"
        try Data("page.size: 1000\nbaner.text: Hello\nshop:\n  name: \"\"\n".utf8).write(to: URL(filePath: file))
        let before = try await shop.field(".metadata.resourceVersion", of: "configmap/storefront-config")
        let answer = try await shop.souk("config", "apply", "storefront", file, "--reason", "a mistake")
        #expect(answer.status == 1)
        for part in [
            "storefront.yaml:1: page.size = \"1000\"", "allowed: 1 to 100", "storefront.yaml:2: baner.text", "did you mean banner.text?",
            "shop.name", "must not be empty", "3 to mend", "Nothing was changed.",
        ] { #expect(answer.output.contains(part), "\(part) is missing in: \(answer.output)") }
        #expect(try await shop.field(".metadata.resourceVersion", of: "configmap/storefront-config") == before)
        #expect(try await shop.configHistory(of: "storefront").count == 1)
        #expect(try await shop.kubectl("get", "configrollouts", "-o", "name").isEmpty)

        let check = try await SoukBinary.run(["config", "check", file], in: shop.folder)
        #expect(check.status == 1 && check.output.contains("did you mean banner.text?"))
    }

    private static func goesBackToAnyRevision(_ shop: LocalShop) async throws {
        for banner in ["Sale", "Closed"] {
            try await shop.soukConfig(
                "apply", "storefront", "--set", "banner.text=\(banner)", "--now", "--reason", "say \(banner)", "--author", "ada")
        }
        let history = try await shop.configHistory(of: "storefront")
        #expect(history.map(\.revision) == ["r3", "r2", "r1"] && history.map(\.state) == ["current", "", ""])
        #expect(history[0].author == "ada" && history[0].reason == "say Closed" && history[2].reason == "as it was found")
        #expect(try await Self.running(shop) == [String(history[0].hash.prefix(12))])

        let diff = try await shop.soukConfig("diff", "storefront", "r1", "r3")
        #expect(diff.contains("--- r1/storefront.yaml") && diff.contains("-banner.text: \"\"") && diff.contains("+banner.text: Closed"))
        #expect(try await shop.soukConfig("diff", "storefront", "r2", "current").contains("-banner.text: Sale"))

        try await shop.soukConfig("rollback", "storefront", "--to", "r1")
        #expect(try await Self.running(shop) == [String(history[2].hash.prefix(12))])
        // Step by step there has to be something to measure.
        let load = try shop.startLoad(rate: 200, for: .seconds(120), seed: 1, "--mix", "list=1,product=1")
        try await shop.soukConfig("rollback", "storefront", "--to", "2", "--steps", "50:1s")
        #expect(try await load.stop().lost == 0)
        #expect(try await Self.running(shop) == [String(history[1].hash.prefix(12))])
        #expect(try await shop.configHistory(of: "storefront").map(\.state) == ["", "current", ""])

        // A way back counts while another revision is on its way, although what most pods run is that one still.
        try await shop.soukConfig("rollback", "storefront", "--to", "3", "--steps", "50:5m", "--detach")
        try await shop.soukConfig("rollback", "storefront", "--to", "2")
        #expect(try await shop.kubectl("get", "configrollouts", "-o", "jsonpath={.items[*].status.phase}").contains("Superseded"))
        #expect(try await Self.running(shop) == [String(history[1].hash.prefix(12))])

        try await shop.kubectl(
            "patch", "configmap", "storefront-config", "--type=merge", "-p", #"{"data":{"storefront.yaml":"banner.text: \"Sale\"\n"}}"#)
        try await eventually { try await shop.configHistory(of: "storefront").first?.reason == "edited directly" }
        #expect(try await shop.configHistory(of: "storefront").first?.author == "kubectl-patch")
    }

    private static func running(_ shop: LocalShop) async throws -> Set<String> {
        Set(try await shop.podMetrics(of: "storefront").revisions.values)
    }

    /// A provider that takes 20 ms, and a timeout of 1 ms: valid, and no payment gets through any more where it is in force.
    @Test(.timeLimit(.minutes(6))) func aHarmfulRevisionGoesBackAndOrdersOutsideItsShareGoOn() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            for sku in try await shop.api.allSKUs() { _ = try await shop.api.setStock(sku, to: 1_000_000) }
            try await eventually(within: .seconds(20)) { try await shop.configHistory(of: "payment-service").count == 1 }
            try await shop.soukConfig("apply", "payment-service", "--set", "sandbox.latency=20ms", "--now", "--reason", "as in production")
            let load = try shop.startLoad(rate: 40, for: .seconds(180), seed: seed, "--mix", "product=1,order=3")
            try await eventually(within: .seconds(30)) {
                try await shop.podMetrics(of: "payment-service").sums("souk_payments_total", containing: "captured").values.min() ?? 0 > 20
            }
            let before = try await shop.podMetrics(of: "payment-service")
            let watch = RevisionWatch(shop, of: "payment-service", besides: Set(before.revisions.values))
            let answer = try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await watch.run() }
                defer { group.cancelAll() }
                return try await shop.souk(
                    "config", "apply", "payment-service", "--set", "provider.timeout=1ms", "--steps", "25:5m", "--reason", "be quick")
            }
            #expect(answer.status == 1 && answer.output.contains("payment-service went back to r2"), "\(answer.output)")

            let seen = await watch.seen
            #expect(seen.count == 1 && before.revisions.count == 2, "one of two pods: \(seen.keys) of \(before.revisions)")
            let longest = seen.values.map { $0.lowerBound.duration(to: $0.upperBound) }.max() ?? .zero
            print("harmful config: in force for \(longest) in \(seen.keys.sorted())")
            #expect(longest < Self.allowed, "seed \(seed)")

            let after = try await shop.podMetrics(of: "payment-service")
            for pod in before.revisions.keys {
                func change(_ name: String, _ text: String) -> Double {
                    (after.sums(name, containing: text)[pod] ?? 0) - (before.sums(name, containing: text)[pod] ?? 0)
                }
                if seen[pod] == nil {
                    #expect(change("souk_payments_total", "unanswered") == 0, "\(pod) is outside the share")
                    #expect(change("souk_config_reloads_total", "applied") == 0, "\(pod) never had another revision")
                } else {
                    #expect(change("souk_payments_total", "unanswered") > 0, "\(pod) did no harm at all, so nothing was shown")
                    #expect(change("souk_config_reloads_total", "applied") == 2)
                }
            }
            #expect(after.revisions == before.revisions)
            let result = try await load.stop()
            print("harmful config: \(result.total.finished) requests, \(result.lost) lost: \(result.losses)")
            try await shop.audit()
        }
    }
}
