package import KubeModel

/// How many pods a Deployment may have, and how many must be available, while it changes.
package struct RolloutLimits: Sendable, Equatable {
    package let replicas: Int
    package let maxSurge: Int
    package let maxUnavailable: Int

    package init(replicas: Int, maxSurge: Int, maxUnavailable: Int) {
        self.replicas = replicas
        self.maxSurge = maxSurge
        self.maxUnavailable = min(maxUnavailable, replicas)
    }

    /// Percentages are of the wanted replicas: the surge rounds up, the unavailable round down. If both come to nothing, one may be
    /// unavailable, since otherwise nothing could ever move.
    package init(replicas: Int, surge: IntOrPercent, unavailable: IntOrPercent) {
        let maxSurge = surge.scaled(of: replicas, roundingUp: true)
        let maxUnavailable = unavailable.scaled(of: replicas, roundingUp: false)
        self.init(replicas: replicas, maxSurge: maxSurge, maxUnavailable: maxSurge == 0 && maxUnavailable == 0 ? 1 : maxUnavailable)
    }

    package var maxTotal: Int { replicas + maxSurge }
    package var minAvailable: Int { replicas - maxUnavailable }
}
