import ReleaseEngine
import Synchronization
import TestKit
import Testing

import Delivery

@Suite("Readings of pods that come and go")
struct ReadingPropertyTests {
    private let question = MetricQuestion("orders", .outcomes(attempts: "a", failures: "a{bad=\"1\"}"))

    @Test func sayNeitherMoreNorLessThanCertainlyHappened() async throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        var counted = 0
        for _ in 0..<60 { counted += try await course(&random, seed) }
        // The bounds would say little if they were all nothing.
        #expect(counted > 60 * 100, "seed \(seed)")
    }

    /// One rollout of 50 readings, one in ten of which fails; how many attempts were counted.
    private func course(_ random: inout SeededGenerator, _ seed: UInt64) async throws -> Int {
        let source = PlayedSource()
        let readings = MetricReadings(source: source)
        var pods = SimulatedPods()
        var last: [MetricSide: Tally] = [:]
        var epochs: Set<String> = []
        for number in 0..<50 {
            pods.step(using: &random)
            let hasFailed = Int.random(in: 0..<10, using: &random) == 0
            if hasFailed { source.fail("down") } else { try source.show(pods.lines) }
            let canary = pods.canary
            let reading = await readings.read([question], of: "r", presence: ["up"]) { canary.contains($0["pod"] ?? "") ? .new : .stable }[
                "orders"]
            if hasFailed {
                #expect(reading?.new == .providerError("play: down"), "seed \(seed), reading \(number)")
                continue
            }
            let visible = [MetricSide.stable: pods.isVisible(.stable), .new: pods.isVisible(.new)]
            let bounds = pods.endReading()
            for side in [MetricSide.stable, .new] {
                let answer = side == .stable ? reading?.stable : reading?.new
                guard case .data(let sample) = answer, case .outcomes(let now) = sample.counters else {
                    #expect(answer == .noData && visible[side] == false, "seed \(seed), reading \(number)")
                    continue
                }
                #expect(visible[side] == true, "seed \(seed), reading \(number)")
                let before = last[side] ?? Tally()
                let growth = try #require(now.since(before), "seed \(seed), reading \(number): \(before) \(now)")
                let bound = bounds[side] ?? SimulatedPods.Bounds()
                #expect(bound.allow(growth), "seed \(seed), reading \(number), \(side): \(growth) is not in \(bound)")
                last[side] = now
                epochs.insert(sample.epoch)
            }
        }
        #expect(epochs.count <= 1, "seed \(seed)")
        return last.values.reduce(0) { $0 + $1.attempts }
    }
}
