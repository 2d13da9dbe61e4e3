import Foundation
import LoadGenerator
import TestKit
import Testing

/// Versions that do harm, each in its own way, under load: they go back by themselves, soon, and with the reason told.
@Suite(.serialized) struct ReleaseHarmTests {
    /// Seconds from the first harm to 0 % in every proxy that the contract allows on a machine that does nothing else; the benchmark
    /// measures these. Here compilers or other tests may keep the same cores.
    private static let contract = (bad: 5.0, crash: 2.0)
    private static let slack = 2.0

    @Test(.timeLimit(.minutes(8))) func everyBadVersionGoesBackByItself() async throws {
        let seed = SeededGenerator.freshSeed()
        try await LocalShop.withShop { shop in
            for sku in try await shop.api.allSKUs() { _ = try await shop.api.setStock(sku, to: 1_000_000) }
            let load = try shop.startLoad(
                rate: 200, for: .seconds(420), seed: seed, "--mix", "list=30,search=15,product=35,cart=10,order=10")
            try await load.waitUntilVisited()
            try await Self.errors(shop)
            try await Self.slowness(shop)
            try await Self.crashes(shop)
            try await Self.neverReady(shop)
            try await Self.breaksCheckout(shop)
            try await Self.losesOrders(shop)
            let result = try await load.stop()
            print("bad releases: \(result.total.finished) requests, \(result.lost) lost: \(result.losses)")
            #expect(Double(result.lost) < Double(result.total.finished) / 100, "seed \(seed): \(result.losses)")
            try await shop.audit()
        }
    }

    /// Releases an image that has to go back, and checks what is told of it.
    private static func goesBack(
        _ service: String, _ tag: String, plan: String, steps: String, because reason: String, _ words: String, within allowed: Double?,
        _ options: [String] = [], in shop: LocalShop
    ) async throws {
        let image = try FaultyImage(tag, in: shop, plan: plan)
        let run = try await shop.souk(["release", service, "--image", tag, "--steps", steps, "--drain", "3s"] + options)
        let release = try await shop.release(of: service)
        #expect(run.status == 1 && run.output.contains("\(service) went back to v1: "), "\(tag): \(run.output)")
        #expect(release.phase == "RolledBack" && release.reason == reason, "\(tag): \(release)")
        #expect(release.message.contains(words), "\(tag): \(release.message)")
        #expect(release.weight == 0)
        let suffered = image.secondsSuffered(until: release)
        print("\(tag): \(reason), suffered for \(suffered.map { "\($0) s" } ?? "no time")")
        if let allowed {
            let suffered = try #require(suffered, "\(tag) did no harm: \(release)")
            #expect(suffered / allowed <= slack, "\(tag): \(suffered) s of \(allowed) s: \(release.history)")
        } else {
            #expect(suffered == nil, "\(tag) got requests")
        }
        #expect(try await shop.field(".spec.replicas", of: "deployment/\(service)-\(release.to)") == "0")
    }

    private static func errors(_ shop: LocalShop) async throws {
        try await goesBack(
            "product-service", "errors", plan: #"{"inbound":[{"errors":0.05}]}"#, steps: "25:60s", because: "AnalysisFailed",
            "errors is out of bounds", within: contract.bad, in: shop)
    }

    private static func slowness(_ shop: LocalShop) async throws {
        try await goesBack(
            "product-service", "slow", plan: #"{"inbound":[{"slowdown":5}]}"#, steps: "25:60s", because: "AnalysisFailed",
            "atency is out of bounds", within: contract.bad, in: shop)
    }

    private static func crashes(_ shop: LocalShop) async throws {
        try await goesBack(
            "product-service", "crash", plan: #"{"crash":{"aboveRate":60}}"#, steps: "10:5s,50:60s", because: "Crashed", "it crashed",
            within: contract.crash, in: shop)
        #expect(try await shop.release(of: "product-service").history.contains { $0.hasPrefix("Step 2 of 3: 50 %") })
    }

    private static func neverReady(_ shop: LocalShop) async throws {
        try await goesBack(
            "payment-service", "stillborn", plan: #"{"neverReady":true}"#, steps: "10:5s", because: "DeadlineExceeded", "deadline",
            within: nil, ["--deadline", "8s"], in: shop)
    }

    /// Every request to the version is answered well, but no order of its comes to its money.
    private static func breaksCheckout(_ shop: LocalShop) async throws {
        try await goesBack(
            "order-service", "checkout", plan: #"{"inbound":[{"methods":["POST"],"path":"/api/orders","errors":1}]}"#, steps: "50:60s",
            because: "AnalysisFailed", "out of bounds", within: contract.bad, in: shop)
    }

    /// Judged by nothing but what became of the orders, for none of which the version has a price.
    private static func losesOrders(_ shop: LocalShop) async throws {
        let image = try FaultyImage("priceless", in: shop, plan: #"{"outbound":[{"host":"product-service","errors":1,"status":503}]}"#)
        let begun = try await shop.souk(
            "release", "order-service", "--image", "priceless", "--steps", "50:60s", "--drain", "3s", "--paused", "--detach")
        #expect(begun.status == 0, "\(begun.output)")
        let name = try await shop.release(of: "order-service").name
        let measured = #"{"spec":{"paused":false,"analysis":{"metrics":[{"name":"orders"}]}}}"#
        try await shop.kubectl("patch", "release", name, "--type=merge", "-p", measured)
        let release = try await shop.waitForRelease(of: "order-service") { ["RolledBack", "Succeeded"].contains($0.phase) }
        #expect(release.phase == "RolledBack" && release.message.contains("orders is out of bounds"), "\(release)")
        let suffered = try #require(image.secondsSuffered(until: release))
        print("priceless: \(release.reason), suffered for \(suffered) s")
        #expect(suffered / contract.bad <= slack, "\(release.history)")
    }
}
