import KubeControllers
import KubeModel
import Testing

@Suite struct DisruptionBudgetTests {
    private static func budget(_ spec: JSON, disrupted: JSON = .null) -> KubeObject {
        var budget = KubeObject(.podDisruptionBudgets, namespace: "shop", name: "web")
        budget["metadata", "generation"] = 4
        budget["spec"] = spec
        budget["status", "disruptedPods"] = disrupted
        return budget
    }

    private static func status(_ budget: KubeObject, _ pods: [KubeObject], scale: Int) -> JSON {
        let directives = DisruptionBudget(budget, pods: pods, scale: scale, at: Samples.start).directives()
        guard case .updateStatus(let written, _)? = directives.first else { return budget.status }
        return written.status
    }

    private static func pods(healthy: Int, unready: Int = 0) -> [KubeObject] {
        (0..<healthy).map { Samples.pod("h\($0)") } + (0..<unready).map { Samples.pod("u\($0)", ready: false) }
    }

    @Test(
        arguments: [
            // Budget, healthy, unready, scale -> expected, desired, allowed. Percentages round up, of the scale.
            (["minAvailable": 2], 3, 0, 3, 3, 2, 1), (["minAvailable": 2], 2, 1, 3, 3, 2, 0), (["minAvailable": 2], 1, 0, 1, 1, 2, 0),
            (["minAvailable": "50%"], 7, 0, 7, 7, 4, 3), (["minAvailable": "50%"], 3, 0, 7, 7, 4, 0),
            (["maxUnavailable": 1], 3, 0, 3, 3, 2, 1),
            (["maxUnavailable": 1], 2, 1, 3, 3, 2, 0), (["maxUnavailable": "30%"], 4, 0, 4, 4, 2, 2),
            (["maxUnavailable": 5], 3, 0, 3, 3, 0, 3),
            (["minAvailable": 0], 0, 0, 0, 0, 0, 0),
        ] as [(JSON, Int, Int, Int, Int, Int, Int)])
    func `Disruptions are allowed down to what is wanted`(
        _ spec: JSON, _ healthy: Int, _ unready: Int, _ scale: Int, _ expected: Int, _ desired: Int, _ allowed: Int
    ) {
        let status = Self.status(Self.budget(spec), Self.pods(healthy: healthy, unready: unready), scale: scale)
        #expect(status["expectedPods"].int == expected)
        #expect(status["desiredHealthy"].int == desired)
        #expect(status["currentHealthy"].int == healthy)
        #expect(status["disruptionsAllowed"].int == allowed)
        #expect(status["observedGeneration"] == 4)
        #expect(status["conditions"][0]["reason"].string == (allowed > 0 ? "SufficientPods" : "InsufficientPods"))
    }

    @Test func `A pod that was just evicted does not count until it is going or two minutes have passed`() {
        let fresh = Samples.start - .seconds(30)
        let budget = Self.budget(["minAvailable": 1], disrupted: ["h0": .string(fresh.text)])
        #expect(Self.status(budget, Self.pods(healthy: 3), scale: 3)["currentHealthy"] == 2)
        #expect(Self.status(budget, Self.pods(healthy: 3), scale: 3)["disruptedPods"] == ["h0": .string(fresh.text)])
        let stale = Self.budget(["minAvailable": 1], disrupted: ["h0": .string((Samples.start - .seconds(121)).text)])
        #expect(Self.status(stale, Self.pods(healthy: 3), scale: 3)["currentHealthy"] == 3)
        #expect(Self.status(stale, Self.pods(healthy: 3), scale: 3)["disruptedPods"].isNull)
    }

    @Test func `Nothing is written when nothing changes, but an eviction that may fail is looked at again`() {
        var budget = Self.budget(["minAvailable": 1], disrupted: ["h0": .string((Samples.start - .seconds(30)).text)])
        budget.status = Self.status(budget, Self.pods(healthy: 3), scale: 3)
        let directives = DisruptionBudget(budget, pods: Self.pods(healthy: 3), scale: 3, at: Samples.start).directives()
        #expect(directives == [.requeue(after: .seconds(90))])
    }
}
