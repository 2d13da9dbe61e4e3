import Delivery
import HotConfig
import TestKit
import Testing

@Suite("Choosing the pods that try a revision")
struct ShareChoiceTests {
    @Test(
        arguments: [
            (0, 8, 0), (1, 8, 1), (10, 8, 1), (12, 8, 1), (13, 8, 2), (25, 8, 2), (50, 8, 4), (51, 8, 5), (99, 8, 8), (100, 8, 8),
            (25, 1, 1), (50, 3, 2), (25, 0, 0), (100, 0, 0), (1, 1_000, 10),
        ])
    func aShareIsAtLeastOneAndNeverLessThanThePercentage(percent: Int, pods: Int, count: Int) {
        #expect(ShareChoice.count(percent: percent, of: pods) == count)
    }

    @Test func justSoManyPodsAreInAndWhoeverIsInStaysIn() {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let pods = (0..<Int.random(in: 1...40, using: &random)).map { "web-v1-\($0)-\(UInt16.random(in: 0 ... .max, using: &random))" }
            let release = "uid-\(UInt64.random(in: 0 ... .max, using: &random))"
            var before: Set<String> = []
            for percent in [1, 10, 25, 50, 75, 99, 100] {
                let below = ShareChoice.below(percent: percent, release: release, pods: pods)
                let staging = ConfigStaging(release: release, intent: 1, revision: "r2", percent: percent, below: below)
                let share = Set(pods.filter(staging.includes))
                #expect(share.count == ShareChoice.count(percent: percent, of: pods.count), "seed \(seed)")
                #expect(share.isSuperset(of: before), "seed \(seed)")
                before = share
            }
        }
    }

    /// At 100 % also a pod that nobody knew of when the share was chosen.
    @Test func allAreAllThatWillEverBe() {
        #expect(ShareChoice.below(percent: 100, release: "u", pods: ["a"]) == ConfigStaging.positions)
        #expect(ShareChoice.below(percent: 0, release: "u", pods: ["a"]) == 0)
        #expect(ShareChoice.below(percent: 50, release: "u", pods: []) == 0)
    }
}
