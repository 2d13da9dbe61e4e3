import KubeModel

/// What the shop still waits for. Pure.
struct Readiness: Sendable, Equatable {
    /// How far one Deployment is.
    struct Rollout: Sendable, Equatable {
        let name: String
        let ready: Int
        let wanted: Int
        let isComplete: Bool

        init(_ deployment: KubeObject) {
            name = deployment.name
            wanted = deployment.spec["replicas"].int ?? 1
            let status = deployment.status
            ready = status["readyReplicas"].int ?? 0
            isComplete =
                status["observedGeneration"].int ?? 0 >= deployment.generation && status["updatedReplicas"].int ?? 0 == wanted
                && status["availableReplicas"].int ?? 0 == wanted && status["replicas"].int ?? 0 == wanted
        }
    }

    var rollouts: [Rollout]
    /// Routes that no proxy has in force yet, with what is said of each.
    var pendingRoutes: [String]

    var isComplete: Bool { rollouts.allSatisfy(\.isComplete) && pendingRoutes.isEmpty }

    init(deployments: [KubeObject], routes: [KubeObject]) {
        rollouts = deployments.map(Rollout.init).sorted { $0.name < $1.name }
        pendingRoutes = routes.compactMap { route in
            guard !Self.isInForce(route) else { return nil }
            return "\(route.kind) \(route.name)" + (route.condition("Reconciled")["message"].string.map { ": \($0)" } ?? "")
        }
    }

    /// Whether every proxy has the present generation of a route.
    static func isInForce(_ route: KubeObject) -> Bool {
        route.isTrue("Reconciled") && route.condition("Reconciled")["observedGeneration"].int ?? 0 >= route.generation
    }

    /// `order-service-v1 2/2  payment-service-v1 1/2`
    var progress: String {
        let pods = rollouts.map { "\($0.name) \($0.ready)/\($0.wanted)" }.joined(separator: "  ")
        return pendingRoutes.isEmpty || !rollouts.allSatisfy(\.isComplete) ? pods : "routes: " + pendingRoutes.joined(separator: ", ")
    }
}
