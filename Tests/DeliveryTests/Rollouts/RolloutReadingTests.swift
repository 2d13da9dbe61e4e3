import Delivery
import KubeModel
import ReleaseEngine
import Testing

@Suite("Reading rollouts")
struct RolloutReadingTests {
    private static func rollout(_ spec: JSON, kind: RolloutKind = .release, service: String = "web") -> Rollout {
        var object = KubeObject(kind.type, namespace: "shop", name: "r")
        object["metadata", "uid"] = "uid"
        object["spec"] = spec
        object["spec", "service"] = .string(service)
        if kind == .release { object["spec", "to"] = "v2" } else { object["spec", "revision"] = 7 }
        return Rollout(kind: kind, object: object)
    }

    @Test func takesTheDefaults() {
        let spec = Self.rollout([:]).spec
        #expect((spec.id, spec.service, spec.to) == ("uid", "web", "v2"))
        #expect(spec.strategy == .canary([CanaryStep(weight: 10, hold: .seconds(30)), CanaryStep(weight: 50, hold: .seconds(30))]))
        #expect(spec.analysis?.limits.map(\.name) == ["errors", "latency", "medianLatency"])
        #expect((spec.drain, spec.readyDeadline) == (.seconds(30), .seconds(300)))
        #expect((spec.toleratedCrashes, spec.toleratedStartupCrashes) == (0, 3))
        #expect(spec.faults == [] && spec.request == nil && !spec.isPaused)
        let config = Self.rollout([:], kind: .config, service: "order-service").spec
        #expect((config.to, config.drain) == ("r7", .zero))
        #expect(config.analysis?.limits.map(\.name) == ["errors", "latency", "medianLatency", "orders"])
    }

    @Test func takesEveryField() {
        let rollout = Self.rollout([
            "strategy": ["canary": ["steps": [["weight": 5, "hold": "1m30s"], ["weight": 100]]]],
            "analysis": [
                "interval": "500ms", "falseAborts": 0.01, "missedHarm": 0.1, "onInsufficientData": "Advance", "providerFailures": 3,
                "onProviderFailure": "Hold", "minSamples": 7,
                "metrics": [
                    ["name": "errors", "ratio": 2, "tolerated": 0.01, "ceiling": 0.5, "harm": 3],
                    ["name": "latency", "quantile": 0.95, "slowdown": 2, "minSamples": 9, "warmUp": 4],
                    ["name": "medianLatency", "tolerated": 0.4],
                    ["name": "mine", "attempts": "my_total", "failures": "my_total{bad=\"1\"}"],
                ],
            ],
            "deadline": "1h", "readyDeadline": "2m", "drain": "0s", "crashes": ["tolerated": 1, "toleratedAtStart": 2], "paused": true,
        ])
        let spec = rollout.spec
        #expect(spec.faults == [])
        #expect(spec.strategy == .canary([CanaryStep(weight: 5, hold: .seconds(90)), CanaryStep(weight: 100, hold: .zero)]))
        let policy = spec.analysis
        #expect(policy?.interval == .milliseconds(500) && policy?.falseAborts == 0.01 && policy?.missedHarm == 0.1)
        #expect(policy?.onInsufficientData == .advance && policy?.onProviderFailure == .hold && policy?.providerFailures == 3)
        #expect(policy?.limits.map(\.minSamples) == [7, 9, 7, 20])
        #expect(policy?.limits.map(\.warmUp) == [0, 4, 50, 0])
        #expect(policy?.limits[0].harm == 3 && policy?.limits[0].ceiling == 0.5)
        #expect(policy?.limits[1].measure == .latency(quantile: 0.95, slowdown: 2))
        #expect(policy?.limits[1].tolerated == 1 - 0.95)
        #expect(policy?.limits[2].measure == .latency(quantile: 0.5, slowdown: 2.5) && policy?.limits[2].tolerated == 0.4)
        #expect(rollout.questions == [MetricQuestion("mine", .outcomes(attempts: "my_total", failures: "my_total{bad=\"1\"}"))])
        #expect((spec.deadline, spec.readyDeadline, spec.drain) == (.seconds(3_600), .seconds(120), .zero))
        #expect((spec.toleratedCrashes, spec.toleratedStartupCrashes, spec.isPaused) == (1, 2, true))
    }

    @Test func measuresNothingWhenToldSo() {
        #expect(Self.rollout(["analysis": ["metrics": []]]).spec.analysis == nil)
    }

    @Test func takesABlueGreenPlan() {
        let spec = Self.rollout([
            "strategy": [
                "blueGreen": [
                    "preview": ["header": "X-Souk-Preview", "value": "v2", "hold": "5s"], "promotion": "Automatic", "hold": "1m",
                ]
            ]
        ]).spec
        let plan = BlueGreenPlan(
            preview: PreviewHeader(name: "x-souk-preview", value: "v2"), previewHold: .seconds(5), switchesItself: true, hold: .seconds(60))
        #expect(spec.strategy == .blueGreen(plan))
    }

    private static let mistakes: [(JSON, [String])] = [
        (["drain": "5x"], ["spec.drain: \"5x\" is no duration, such as 90s or 5m"]),
        (["paused": "yes"], ["spec.paused: \"yes\" is neither true nor false"]),
        (
            ["strategy": ["canary": ["steps": [["weight": 10], ["hold": "1"]]]]],
            [
                "spec.strategy.canary.steps[1].weight: is missing",
                "spec.strategy.canary.steps[1].hold: \"1\" is no duration, such as 90s or 5m",
            ]
        ),
        (["strategy": ["canary": ["steps": []], "blueGreen": [:]]], ["spec.strategy: canary and blueGreen exclude each other"]),
        (["analysis": ["onInsufficientData": "wait"]], ["spec.analysis.onInsufficientData: \"wait\" is none of Wait, Advance"]),
        (
            ["analysis": ["metrics": [["name": "orders"]]]],
            [
                "spec.analysis.metrics[0].name: orders is none of those that web has, errors, latency, medianLatency; "
                    + "any other needs attempts and failures"
            ]
        ),
        (
            ["analysis": ["metrics": [["name": "mine", "attempts": "a"]]]],
            [
                "spec.analysis.metrics[0]: attempts and failures belong together",
                "spec.analysis.metrics[0].name: mine is none of those that web has, errors, latency, medianLatency; any other needs attempts and failures",
            ]
        ),
    ]

    @Test(arguments: mistakes) func namesEveryFault(_ spec: JSON, _ faults: [String]) {
        let rollout = Self.rollout(spec)
        #expect(rollout.faults == faults)
        #expect(faults.allSatisfy(rollout.spec.faults.contains))
    }

    @Test func refusesABlueGreenConfiguration() {
        #expect(Self.rollout(["strategy": ["blueGreen": [:]]], kind: .config).faults.count == 1)
    }

    @Test func obeysARequestOnceForEachID() {
        let asked: JSON = ["request": ["action": "abort", "id": "x"]]
        #expect(Self.rollout(asked).spec.request == ReleaseRequest(.abort, generation: 1))
        var object = Self.rollout(asked).object
        object.status["requestID"] = "x"
        #expect(Rollout(kind: .release, object: object).spec.request == nil)
        object["spec", "request", "id"] = "y"
        #expect(Rollout(kind: .release, object: object).spec.request?.kind == .abort)
    }

    @Test func isBuiltAndReadBack() {
        let strategy = RolloutDraft.Strategy.canary([RolloutDraft.Step(weight: 5, hold: .milliseconds(1_500))])
        var object = RolloutDraft(.release(to: "v3"), of: "web", namespace: "shop", strategy: strategy).object
        object["metadata", "uid"] = "u"
        let spec = Rollout(kind: .release, object: object).spec
        #expect(spec.strategy == .canary([CanaryStep(weight: 5, hold: .milliseconds(1_500))]) && spec.faults == [])
        let config = RolloutDraft(.config(revision: 4), of: "web", namespace: "shop")
        #expect(Rollout(kind: .config, object: config.object).spec.to == "r4")
    }
}
