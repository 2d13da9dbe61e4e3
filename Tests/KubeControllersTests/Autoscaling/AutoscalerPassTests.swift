import KubeControllers
import KubeModel
import Testing

@Suite struct AutoscalerPassTests {
    private static let cpu = AutoscalerTrial.utilization(50)

    @Test func `Of several metrics the one that asks for the most decides`() {
        let trial = AutoscalerTrial(
            minReplicas: 1, metrics: [Self.cpu, AutoscalerTrial.utilization(20, of: "memory")], behavior: AutoscalerTrial.unbounded)
        // 60 of 100 bytes and 60 of 100 thousandths of a core: three times the memory's target, 1.2 times the processor's.
        var pods = trial.pods(used: [60, 60], request: "100m")
        pods.objects = pods.objects.map { pod in
            var pod = pod
            pod["spec", "containers"] = [["name": "main", "resources": ["requests": ["cpu": "100m", "memory": "100"]]]]
            return pod
        }
        let decision = trial.decide(from: 2, pods)
        #expect(decision.replicas == 6)
        #expect(decision.notes.map(\.message) == ["New size: 6; reason: memory resource utilization (percentage of request) above target"])
    }

    @Test func `A metric that cannot be had forbids the way down and not the way up`() {
        let foreign: JSON = ["type": "External", "external": [:]]
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [foreign, Self.cpu], behavior: AutoscalerTrial.unbounded)
        #expect(trial.decide(from: 2, trial.pods(used: [100, 100], request: "100m")).replicas == 4)
        let down = trial.decide(from: 2, trial.pods(used: [10, 10], request: "100m"))
        #expect(down.replicas == 2)
        #expect(down.conditions["ScalingActive"]?.status == .no)
        #expect(down.conditions["ScalingActive"]?.reason == "InvalidMetricSourceType")
        #expect(down.notes.map(\.reason) == ["FailedComputeMetricsReplicas"])
    }

    @Test func `Without any usage or any request it says why and changes nothing`() {
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [Self.cpu])
        let blind = trial.decide(from: 3, trial.pods(used: [], missing: 3, request: "100m"))
        #expect(blind.replicas == 3)
        #expect(blind.conditions["ScalingActive"]?.reason == "FailedGetResourceMetric")
        let unasked = trial.decide(from: 3, trial.pods(used: [100, 100, 100], request: nil))
        #expect(unasked.replicas == 3)
        #expect(
            unasked.conditions["ScalingActive"]?.message
                == "the HPA was unable to compute the replica count: missing request for cpu in container main of Pod ready-0")
    }

    @Test func `A target of zero replicas is left alone`() {
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [Self.cpu])
        let decision = trial.decide(from: 0, trial.pods(used: [], request: nil))
        #expect(decision.replicas == 0)
        #expect(decision.conditions["ScalingActive"]?.reason == "ScalingDisabled")
    }

    @Test(arguments: [
        (12, 10, "Current number of replicas above Spec.MaxReplicas"), (1, 3, "Current number of replicas below Spec.MinReplicas"),
    ])
    func `What somebody scaled out of bounds comes back at once`(_ current: Int, _ desired: Int, _ reason: String) {
        let trial = AutoscalerTrial(minReplicas: 3, maxReplicas: 10, metrics: [Self.cpu])
        let decision = trial.decide(from: current, trial.pods(used: [], request: nil))
        #expect(decision.replicas == desired)
        #expect(decision.notes.map(\.message) == ["New size: \(desired); reason: \(reason)"])
    }

    @Test func `The status says what was seen and done`() throws {
        let trial = AutoscalerTrial(minReplicas: 1, maxReplicas: 4, metrics: [Self.cpu])
        let decision = trial.decide(from: 3, trial.pods(used: [120, 120, 120], request: "100m"))
        let written = try #require(
            decision.directives.compactMap { directive -> KubeObject? in
                if case .updateStatus(let object, _) = directive { object } else { nil }
            }.first)
        #expect(written["status", "currentReplicas"] == 3)
        #expect(written["status", "desiredReplicas"] == 4)
        #expect(written["status", "lastScaleTime"].string == trial.now.text)
        #expect(
            written["status", "currentMetrics"] == [
                ["type": "Resource", "resource": ["name": "cpu", "current": ["averageUtilization": 120, "averageValue": "120m"]]]
            ])
        #expect(decision.conditions["ScalingLimited"]?.reason == "TooManyReplicas")
        #expect(decision.conditions["AbleToScale"]?.reason == "SucceededRescale")
        #expect(decision.conditions["ScalingActive"]?.reason == "ValidMetricFound")
        #expect(decision.directives.last == .requeue(after: .seconds(15)))
    }

    @Test func `A pod in its first minutes counts only when all that was measured was measured while it was ready`() {
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [Self.cpu], behavior: AutoscalerTrial.unbounded)
        func replicas(readyFor seconds: Int) -> Int {
            var pods = trial.pods(used: [100], request: "100m")
            pods.objects.append(
                Samples.pod("young", readyAt: trial.now - .seconds(seconds)) { pod in
                    pod.status["startTime"] = .string((trial.now - .seconds(60)).text)
                    pod["spec", "containers"] = [["name": "main", "resources": ["requests": ["cpu": "100m"]]]]
                })
            pods.usage["uid-young"] = PodUsage(
                containers: ["main": .init(cpuNanocores: 400_000_000, memoryBytes: 0)], timestamp: trial.now, window: .seconds(15))
            return trial.decide(from: 2, pods).replicas
        }
        // Start-up work is not load: 100 and 0 of 200 are just the target.
        #expect(replicas(readyFor: 10) == 2)
        // 100 and 400 of 200 are 250 percent.
        #expect(replicas(readyFor: 20) == 10)
    }

    @Test func `One container can be the measure`() {
        let metric: JSON = [
            "type": "ContainerResource",
            "containerResource": ["name": "cpu", "container": "main", "target": ["type": "Utilization", "averageUtilization": 50]],
        ]
        let trial = AutoscalerTrial(minReplicas: 1, metrics: [metric], behavior: AutoscalerTrial.unbounded)
        var pods = trial.pods(used: [100], request: "100m")
        pods.usage["uid-ready-0"] = PodUsage(
            containers: [
                "main": .init(cpuNanocores: 100_000_000, memoryBytes: 0), "sidecar": .init(cpuNanocores: 900_000_000, memoryBytes: 0),
            ],
            timestamp: trial.now, window: .seconds(15))
        #expect(trial.decide(from: 1, pods).replicas == 2)
    }
}
