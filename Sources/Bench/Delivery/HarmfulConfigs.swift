import Foundation

/// A valid configuration that does harm, given to a share of the pods: how long until none has it any more.
struct HarmfulConfigs: Sendable {
    private static let service = "payment-service"
    private static let aim = 10.0
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
        let pods = try pods.map(ConfiguredPod.init)
        let usual = try pods.map { try $0.revision() }
        async let answer = shop.configure(Self.service, Self.harmful, succeeds: false)
        try await Patience.wait(orFail: "No pod has had the harmful configuration") { try pods.map { try $0.revision() } != usual }
        let start = ContinuousClock.now
        try await Patience.wait(orFail: "The harmful configuration is still in force") { try pods.map { try $0.revision() } == usual }
        let time = (ContinuousClock.now - start) / .seconds(1)
        guard try await answer.contains("went back") else {
            throw BenchFailure("The harmful configuration was not taken back by itself: \(try await answer.suffix(2_000))")
        }
        return time
    }
}
