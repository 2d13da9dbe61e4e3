import KubeModel

/// The state of a cluster in a page of text. Pure.
struct ClusterPicture: Sendable {
    let nodes: [KubeObject]
    let pods: [KubeObject]
    let deployments: [KubeObject]
    let routes: [KubeObject]

    /// Whether everything is as it should be. Where there is nothing, nothing is well.
    var isWell: Bool {
        guard !nodes.isEmpty, !deployments.isEmpty else { return false }
        return nodes.allSatisfy { $0.isTrue("Ready") } && Readiness(deployments: deployments, routes: routes).isComplete
    }

    var text: String {
        let tables = [zoneTable, deploymentTable, routeTable].map(TextTable.text)
        let troubles = PodTroubles.lines(pods)
        return (tables + (troubles.isEmpty ? [] : [troubles.joined(separator: "\n")])).joined(separator: "\n\n")
    }

    private var zoneTable: [[String]] {
        [["ZONE", "STATE", "PODS"]]
            + nodes.map { node in
                let mine = pods.filter { $0.spec["nodeName"].string == node.name }
                return [node.name, node.isTrue("Ready") ? "ready" : "not ready", "\(mine.count)"]
            }
    }

    private var deploymentTable: [[String]] {
        [["DEPLOYMENT", "READY", "IMAGE", "ZONES"]]
            + deployments.map { deployment in
                let rollout = Readiness.Rollout(deployment)
                let container = deployment.spec[path: ["template", "spec", "containers"]].elements.first ?? .null
                return [deployment.name, "\(rollout.ready)/\(rollout.wanted)", container["image"].string ?? "", zones(of: deployment)]
            }
    }

    private var routeTable: [[String]] {
        [["ROUTE", "TRAFFIC", "STATE"]]
            + routes.map { route in
                let state = Readiness.isInForce(route) ? "in force" : route.condition("Reconciled")["message"].string ?? "pending"
                return [route.name, traffic(of: route), state]
            }
    }

    private func zones(of deployment: KubeObject) -> String {
        let wanted = deployment.spec[path: ["selector", "matchLabels"]].strings
        let mine = pods.filter { pod in wanted.allSatisfy { pod.labels[$0.key] == $0.value } }
        return Set(mine.compactMap { $0.spec["nodeName"].string }).sorted().joined(separator: ", ")
    }

    /// Of the last rule, which is what most requests meet: `v1 90 %, v2 10 %`.
    private func traffic(of route: KubeObject) -> String {
        let destinations = route.spec["http"].elements.last?["route"].elements ?? []
        return destinations.map { destination in
            let target = destination["destination"]
            let name = target["subset"].string ?? target["host"].string ?? ""
            return "\(name) \(destination["weight"].int ?? 100) %"
        }.joined(separator: ", ")
    }
}
