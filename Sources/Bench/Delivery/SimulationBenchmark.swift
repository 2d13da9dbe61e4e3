import ReleaseEngine
import ReleaseSimulator

/// How often the engine is wrong, by thousands of simulated releases: good ones that it takes back, and bad ones that it lets through.
struct SimulationBenchmark: Sendable {
    static let usualTraffic = [1, 10, 100, 1_000, 5_000]
    /// From what barely does harm to what nobody could overlook.
    static let faults: [SimulatedFault] = [
        .none, .errors(0.01), .errors(0.05), .slower(2), .slower(5), .breaksCheckout(0.5), .crashes(atWeight: 50),
    ]
    private static let chunk = 25
    private static let seed: UInt64 = 20_260_101

    /// Releases of each kind at each traffic.
    let releases: Int
    /// Requests per second.
    let traffic: [Int]

    func run() async throws -> SimulationResult {
        var campaigns: [SimulatedCampaign] = []
        for traffic in traffic.map(Double.init) {
            for fault in Self.faults {
                progress("simulation: \(fault.name) at \(Int(traffic)) requests/s")
                let scenario = SimulatedScenario(spec: SimulatedScenario.standardSpec(), fault: fault, traffic: traffic)
                campaigns.append(SimulatedCampaign(scenario, try await outcomes(of: scenario)))
            }
        }
        return SimulationResult(settings: .init(SimulatedScenario(spec: SimulatedScenario.standardSpec())), campaigns: campaigns)
    }

    /// In the order of their seeds, reckoned on all cores.
    private func outcomes(of scenario: SimulatedScenario) async throws -> [SimulatedOutcome] {
        try await withThrowingTaskGroup(of: (Int, [SimulatedOutcome]).self) { group in
            for first in stride(from: 0, to: releases, by: Self.chunk) {
                let range = first..<min(first + Self.chunk, releases)
                group.addTask {
                    let outcomes = try range.map { index in
                        try Task.checkCancellation()
                        return try SimulatedRelease.run(scenario, seed: Self.seed &+ UInt64(index) &* 0x9E37_79B9)
                    }
                    return (first, outcomes)
                }
            }
            var chunks: [Int: [SimulatedOutcome]] = [:]
            for try await (first, outcomes) in group { chunks[first] = outcomes }
            return chunks.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }
}
