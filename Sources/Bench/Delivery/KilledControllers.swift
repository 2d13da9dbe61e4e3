import Foundation
import KubeClient
import KubeModel

/// `kill -9` of the controller in the middle of a release: how long until another one works on it.
struct KilledControllers: Sendable {
    private static let service = "product-service"
    private static let aim = 5.0
    private static let options = ["--steps", "50:600s", "--detach"]
    private static let failure = "Nobody works on the release"

    let shop: ReleasedShop
    let plan: DeliveryPlan

    func run() async throws -> [Figure] {
        try await shop.underLoad(rate: min(plan.rate, 50), seconds: nil) {
            let release = try await shop.release(Self.service, image: "local", Self.options)
            let key = ObjectKey(.releases, namespace: release.namespace, name: release.name)
            try await Patience.wait(orFail: Self.failure) {
                try await shop.api.get(key).status["analyses"].elements.contains { $0["new"]["attempts"].int ?? 0 > 100 }
            }
            var times: [Double] = []
            for round in 1...plan.rounds {
                progress("delivery: killed controller, round \(round) of \(plan.rounds)")
                times.append(try await killed(key))
            }
            return [
                Figure("kill -9 of souk up, until the next one works on the release", unit: "s", samples: times, aim: (.max, Self.aim))
            ]
        }.result
    }

    private func killed(_ key: ObjectKey) async throws -> Double {
        let before = try await shop.api.get(key).status
        await shop.cluster.killControlPlane()
        let start = ContinuousClock.now
        let process = try shop.cluster.start()
        // A status that only says when it was looked at last is written by whoever has the release in hand.
        try await Patience.wait(orFail: Self.failure) {
            (try? await shop.api.get(key)).map { $0.status["engine"] != before["engine"] } ?? false
        }
        let time = (ContinuousClock.now - start) / .seconds(1)
        try await MeasuredCluster.waitUntilOpen(process)
        let after = try await shop.api.get(key).status
        guard after["step"] == before["step"], after["weight"] == before["weight"] else {
            throw BenchFailure("The release was at step \(before["step"].text) and is at \(after["step"].text).")
        }
        return time
    }
}
