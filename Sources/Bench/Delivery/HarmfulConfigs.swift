import Foundation

/// A valid configuration that does harm, given to a share of the pods: how long until none has it any more.
struct HarmfulConfigs: Sendable {
    private static let service = "payment-service"
    private static let aim = 10.0
    private static let interval: Duration = .milliseconds(10)
    private static let limit: Duration = .seconds(60)
    /// A provider like a real one, which answers in no less than that.
    private static let usual = ["--set", "sandbox.latency=20ms", "--now", "--reason", "as in production"]
    /// Valid, and no payment gets through.
    private static let harmful = ["--set", "provider.timeout=1ms", "--steps", "25:5m", "--reason", "be quick"]

    let shop: ReleasedShop
    let plan: DeliveryPlan

    func run() async throws -> [Figure] {
        try await shop.configure(Self.service, Self.usual)
        let pods = try await ClusterAddresses(network: shop.cluster.network).pods(of: Self.service, shop.api)
        return try await shop.underLoad(rate: plan.rate, seconds: nil) {
            var times: [Double] = []
            for round in 1...plan.rounds {
                progress("delivery: harmful configuration, round \(round) of \(plan.rounds)")
                times.append(try await measure(pods))
            }
            return [
                Figure(
                    "payment timeout of 1 ms: from the first pod that has it to the last", unit: "s", samples: times, aim: (.max, Self.aim))
            ]
        }.result
    }

    private func measure(_ pods: [ClusterAddresses.Pod]) async throws -> Double {
        let usual = try Self.revisions(of: pods)
        async let answer = shop.configure(Self.service, Self.harmful, succeeds: false)
        try await Self.wait("No pod has had the harmful configuration") { try Self.revisions(of: pods) != usual }
        let start = ContinuousClock.now
        try await Self.wait("The harmful configuration is still in force") { try Self.revisions(of: pods) == usual }
        let time = (ContinuousClock.now - start) / .seconds(1)
        guard try await answer.contains("went back") else {
            throw BenchFailure("The harmful configuration was not taken back by itself: \(try await answer.suffix(2_000))")
        }
        return time
    }

    private static func revisions(of pods: [ClusterAddresses.Pod]) throws -> [String] {
        try pods.map { try ConfiguredPod($0).revision() }
    }

    private static func wait(_ failure: String, until condition: () throws -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while try !condition() {
            guard ContinuousClock.now < deadline else { throw BenchFailure("\(failure) after \(limit).") }
            try await Task.sleep(for: interval)
        }
    }
}
