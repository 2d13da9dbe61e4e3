import Foundation
import KubeModel

/// Versions that do wrong from their first request: how long until they get none.
struct BadReleases: Sendable {
    private static let service = "product-service"
    private static let aim = 5.0
    /// As few as a judgement can rest on, and as many as the first step of a careful release gets.
    private static let options = ["--steps", "25:60s,50:60s", "--drain", "5s"]

    /// What the version does wrong, under which name, and the kind by which its log tells it.
    private struct Fault {
        let name: String
        let kind: String
        let rule: String
    }

    private static let faults = [
        Fault(name: "5 % errors", kind: "error", rule: #"{"errors":0.05}"#),
        Fault(name: "300 ms slower", kind: "slow", rule: #"{"delayMilliseconds":300}"#),
        Fault(name: "5 times slower", kind: "slow", rule: #"{"slowdown":5}"#),
    ]

    let shop: ReleasedShop
    let plan: DeliveryPlan

    func run() async throws -> [Figure] {
        try await shop.underLoad(rate: plan.rate, seconds: nil) {
            var figures: [Figure] = []
            for fault in Self.faults {
                let image = try FaultyImage(
                    "faulty-\(fault.name.filter(\.isLetter))", in: shop.cluster.home, plan: #"{"inbound":[\#(fault.rule)]}"#)
                var (sinceBad, sinceLive): ([Double], [Double]) = ([], [])
                for round in 1...plan.rounds {
                    progress("delivery: bad release, \(fault.name), round \(round) of \(plan.rounds)")
                    let times = try await measure(image, fault)
                    sinceBad.append(times.sinceBad)
                    sinceLive.append(times.sinceLive)
                }
                figures.append(
                    Figure(
                        "\(fault.name): from its first to 0 % in every proxy", unit: "s", samples: sinceBad, aim: (.max, Self.aim),
                        parts: ["since its weight was in force": sinceLive.median]))
            }
            return figures
        }.result
    }

    /// Of a version that was let through: the time for which it has had requests, which is not over.
    private func measure(_ image: FaultyImage, _ fault: Fault) async throws -> (sinceBad: Double, sinceLive: Double) {
        let start = Date()
        return try await shop.watching(Self.service) { watch in
            let release = try await shop.release(Self.service, image: image.tag, Self.options)
            let version = release.spec["to"].string ?? ""
            let phase = release.status["phase"].string ?? "?"
            guard let bad = image.first(fault.kind, after: start), let live = watch.reached(1, of: version, after: start) else {
                throw BenchFailure("The release with \(fault.name) ended \(phase) and did no harm that could be seen.")
            }
            if phase == "Succeeded" {
                progress("delivery: the version that is \(fault.name) was let through")
                try await shop.undo(Self.service)
            }
            let gone = phase == "RolledBack" ? try await watch.awaitGone(version, after: max(live, bad)) : nil
            let end = gone ?? Date()
            return (end.timeIntervalSince(bad), end.timeIntervalSince(live))
        }
    }
}
