import KubeModel

extension TableLayout {
    package static let pods = TableLayout(
        columns: [
            .name, TableColumn("Ready"), TableColumn("Status"), TableColumn("Restarts"), .age, .wide("IP"), .wide("Node"),
            .wide("Nominated Node"), .wide("Readiness Gates"),
        ]
    ) { pod, now in
        let summary = PodSummary(pod)
        return [
            .string(pod.name), .string("\(summary.readyContainers)/\(summary.totalContainers)"), .string(summary.reason),
            .string(summary.restartsText(now)), Cell.age(of: pod, now), Cell.text(pod.status["podIP"]), Cell.text(pod.spec["nodeName"]),
            Cell.text(pod.status["nominatedNodeName"]), "<none>",
        ]
    }

    package static let deployments = TableLayout(
        columns: [
            .name, TableColumn("Ready"), .integer("Up-to-date"), .integer("Available"), .age, .wide("Containers"), .wide("Images"),
            .wide("Selector"),
        ]
    ) { deployment, now in
        let podSpec = deployment.spec["template"]["spec"]
        return [
            .string(deployment.name),
            .string("\(deployment.status["readyReplicas"].int ?? 0)/\(deployment.spec["replicas"].int ?? 0)"),
            Cell.count(deployment.status["updatedReplicas"]), Cell.count(deployment.status["availableReplicas"]),
            Cell.age(of: deployment, now), Cell.containerNames(podSpec), Cell.images(podSpec), Cell.selector(deployment.spec["selector"]),
        ]
    }

    package static let replicaSets = TableLayout(
        columns: [
            .name, .integer("Desired"), .integer("Current"), .integer("Ready"), .age, .wide("Containers"), .wide("Images"),
            .wide("Selector"),
        ]
    ) { set, now in
        let podSpec = set.spec["template"]["spec"]
        return [
            .string(set.name), Cell.count(set.spec["replicas"]), Cell.count(set.status["replicas"]),
            Cell.count(set.status["readyReplicas"]),
            Cell.age(of: set, now), Cell.containerNames(podSpec), Cell.images(podSpec), Cell.selector(set.spec["selector"]),
        ]
    }

    package static let podDisruptionBudgets = TableLayout(
        columns: [.name, TableColumn("Min Available"), TableColumn("Max Unavailable"), .integer("Allowed Disruptions"), .age]
    ) { budget, now in
        [
            .string(budget.name), Cell.text(budget.spec["minAvailable"], else: "N/A"),
            Cell.text(budget.spec["maxUnavailable"], else: "N/A"),
            Cell.count(budget.status["disruptionsAllowed"]), Cell.age(of: budget, now),
        ]
    }

    package static let horizontalPodAutoscalers = TableLayout(
        columns: [
            .name, TableColumn("Reference"), TableColumn("Targets"), TableColumn("MinPods"), TableColumn("MaxPods"), .integer("Replicas"),
            .age,
        ]
    ) { autoscaler, now in
        let target = autoscaler.spec["scaleTargetRef"]
        return [
            .string(autoscaler.name), .string("\(target["kind"].string ?? "")/\(target["name"].string ?? "")"),
            .string(AutoscalerTargets.text(autoscaler)), Cell.text(autoscaler.spec["minReplicas"], else: "<unset>"),
            .string(String(autoscaler.spec["maxReplicas"].int ?? 0)), Cell.count(autoscaler.status["currentReplicas"]),
            Cell.age(of: autoscaler, now),
        ]
    }
}
