import KubeControllers
import KubeModel

/// An autoscaler on trial: pods and their usage as wanted, and what it decides.
struct AutoscalerTrial {
    struct Decision {
        let replicas: Int
        let conditions: ConditionList
        let directives: [Directive]

        var notes: [EventNote] { directives.compactMap(\.note) }
    }

    /// Pods with what they use, by uid.
    typealias Pods = (objects: [KubeObject], usage: [String: PodUsage])

    /// Lets the formula through without limits of speed and without waiting.
    static let unbounded: JSON = [
        "scaleUp": ["policies": [["type": "Pods", "value": 1000, "periodSeconds": 15]]], "scaleDown": ["stabilizationWindowSeconds": 0],
    ]

    static func utilization(_ percent: Int, of resource: String = "cpu") -> JSON {
        [
            "type": "Resource",
            "resource": ["name": .string(resource), "target": ["type": "Utilization", "averageUtilization": .integer(percent)]],
        ]
    }

    var autoscaler: KubeObject
    var now = Samples.start + .seconds(3600)

    init(minReplicas: Int, maxReplicas: Int = 1000, metrics: [JSON], behavior: JSON = .null) {
        autoscaler = KubeObject(.horizontalPodAutoscalers, namespace: "shop", name: "web")
        autoscaler["metadata", "uid"] = "uid-hpa"
        autoscaler["spec"] = [
            "minReplicas": .integer(minReplicas), "maxReplicas": .integer(maxReplicas), "metrics": .array(metrics),
            "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web"],
        ]
        autoscaler["spec", "behavior"] = behavior
    }

    /// - Parameters:
    ///   - used: In thousandths of a core, one for each ready pod.
    ///   - request: Of CPU and memory, of every pod.
    func pods(used: [Int], missing: Int = 0, unready: Int = 0, request: String?) -> Pods {
        var pods: Pods = ([], [:])
        for (index, milli) in used.enumerated() { add("ready-\(index)", milli, ready: true, request, to: &pods) }
        for index in 0..<missing { add("missing-\(index)", nil, ready: true, request, to: &pods) }
        for index in 0..<unready { add("unready-\(index)", 990, ready: false, request, to: &pods) }
        return pods
    }

    private func add(_ name: String, _ milli: Int?, ready: Bool, _ request: String?, to pods: inout Pods) {
        // Unready ones have just started; the others have long been there.
        let started = ready ? now - .seconds(1000) : now - .seconds(20)
        pods.objects.append(
            Samples.pod(name, ready: ready, readyAt: started) { pod in
                pod.status["startTime"] = .string(started.text)
                if let request {
                    pod["spec", "containers"] = [
                        ["name": "main", "resources": ["requests": ["cpu": .string(request), "memory": .string(request)]]]
                    ]
                }
            })
        guard let milli else { return }
        let usage = PodUsage.Container(cpuNanocores: milli * 1_000_000, memoryBytes: milli)
        pods.usage["uid-\(name)"] = PodUsage(containers: ["main": usage], timestamp: now, window: .seconds(15))
    }

    func decide(from current: Int, _ pods: Pods) -> Decision {
        var history = ScalingHistory()
        return decide(from: current, pods, &history)
    }

    func decide(from current: Int, _ pods: Pods, _ history: inout ScalingHistory) -> Decision {
        let target = AutoscalerPass.Target(
            key: ObjectKey(.deployments, namespace: "shop", name: "web"), replicas: current, pods: pods.objects)
        let directives = AutoscalerPass.directives(
            for: autoscaler, target: target, usage: pods.usage, history: &history, at: now, AutoscalerSettings())
        var replicas = current
        var written = autoscaler
        for directive in directives {
            if case .patch(_, .merge(let patch), .scale) = directive { replicas = patch[path: ["spec", "replicas"]].int ?? current }
            if case .updateStatus(let object, _) = directive { written = object }
        }
        return Decision(replicas: replicas, conditions: ConditionList(of: written), directives: directives)
    }
}
