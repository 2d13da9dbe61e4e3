import Foundation
import KubeModel

/// A version that bears a tenth of the requests and crashes at half of them.
struct CrashingReleases: Sendable {
    private static let service = "product-service"
    private static let aim = 2.0
    private static let options = ["--steps", "10:5s,50:60s", "--drain", "5s"]

    let shop: ReleasedShop
    let plan: DeliveryPlan

    func run() async throws -> [Figure] {
        let limit = Int(plan.rate * 0.3)
        let image = try FaultyImage("faulty-crash", in: shop.cluster.home, plan: #"{"crash":{"aboveRate":\#(limit)}}"#)
        return try await shop.underLoad(rate: plan.rate, seconds: nil) {
            var times: [Double] = []
            for round in 1...plan.rounds {
                progress("delivery: crashing release, round \(round) of \(plan.rounds)")
                times.append(try await measure(image))
            }
            return [Figure("crash at 50 %: from the crash to 0 % in every proxy", unit: "s", samples: times, aim: (.max, Self.aim))]
        }.result
    }

    private func measure(_ image: FaultyImage) async throws -> Double {
        let start = Date()
        return try await shop.watching(Self.service) { watch in
            let release = try await shop.release(Self.service, image: image.tag, Self.options)
            let (reason, version) = (release.status["message"].string ?? "", release.spec["to"].string ?? "")
            guard let crash = image.first("crash", after: start) else {
                throw BenchFailure("The crashing version did not crash, and yet: \(reason).")
            }
            guard let gone = try await watch.awaitGone(version, after: crash) else {
                throw BenchFailure("Nobody saw how the crashing version lost its requests: \(reason).")
            }
            return gone.timeIntervalSince(crash)
        }
    }
}
