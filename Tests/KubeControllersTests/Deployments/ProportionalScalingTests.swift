import KubeControllers
import Testing

/// Kubernetes' own example cases of scaling in the middle of a rollout.
@Suite struct ProportionalScalingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var replicas: Int
        var surge = 0
        /// Size and the largest size of the whole when it was reckoned; the first is the newest.
        let sets: [(Int, Int)]
        let sizes: [Int]
    }

    static let cases = [
        Case(testDescription: "One set takes all: 10 to 12", replicas: 12, sets: [(10, 10)], sizes: [12]),
        Case(testDescription: "One set gives all: 10 to 5", replicas: 5, sets: [(10, 10)], sizes: [5]),
        Case(testDescription: "5 and 5 to 12", replicas: 12, sets: [(5, 10), (5, 10)], sizes: [6, 6]),
        Case(testDescription: "5 and 5 to 6", replicas: 6, sets: [(5, 10), (5, 10)], sizes: [3, 3]),
        Case(testDescription: "0, 3, 0, 2 to 9: only those that have pods", replicas: 9, sets: [(3, 5), (2, 5)], sizes: [5, 4]),
        Case(testDescription: "All to nothing", replicas: 0, sets: [(10, 20), (8, 20), (2, 20)], sizes: [0, 0, 0]),
        Case(
            testDescription: "Rounding is made good by the largest: 7, 7, 6 to 30 with surge 2", replicas: 30, surge: 2,
            sets: [(7, 20), (7, 20), (6, 20)], sizes: [11, 11, 10]),
        Case(testDescription: "2 and 9 with surge 2: 10 to 20", replicas: 20, surge: 2, sets: [(2, 12), (9, 12)], sizes: [4, 18]),
    ]

    @Test(arguments: cases) func `Every set gets its share`(_ example: Case) {
        let scales = example.sets.enumerated().map { index, set in
            ReplicaSetScale(
                name: "rs-\(index)", replicas: set.0, available: set.0, maxReplicas: set.1,
                age: SetAge(created: "2026-01-0\(9 - index)T00:00:00Z", name: "rs-\(index)"))
        }
        let scaling = ProportionalScaling(
            limits: RolloutLimits(replicas: example.replicas, maxSurge: example.surge, maxUnavailable: 0), new: scales[0],
            old: Array(scales.dropFirst()), isRollingUpdate: true, isSaturated: false,
            statusReplicas: example.sets.reduce(0) { $0 + $1.0 })
        let sizes = scaling.sizes()
        #expect(scales.map { sizes[$0.name] ?? $0.replicas } == example.sizes)
    }

    @Test func `A set that has all it should have empties the old ones`() {
        let new = ReplicaSetScale(name: "new", replicas: 5, available: 5, maxReplicas: 5, age: SetAge(created: "2", name: "new"))
        let old = ReplicaSetScale(name: "old", replicas: 2, available: 2, maxReplicas: 5, age: SetAge(created: "1", name: "old"))
        let scaling = ProportionalScaling(
            limits: RolloutLimits(replicas: 5, maxSurge: 1, maxUnavailable: 0), new: new, old: [old], isRollingUpdate: true,
            isSaturated: true, statusReplicas: 7)
        #expect(scaling.sizes() == ["old": 0])
    }
}
