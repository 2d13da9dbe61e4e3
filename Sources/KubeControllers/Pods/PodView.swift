package import KubeModel

/// A pod as controllers look at it.
package struct PodView: Sendable, Equatable {
    package let object: KubeObject

    package init(_ object: KubeObject) { self.object = object }

    /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`; a pod without a status is pending.
    package var phase: String { object.status["phase"].string ?? "Pending" }

    /// Its containers have ended and will not be started again.
    package var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }

    /// It counts for the one that wants pods: neither finished nor on its way out.
    package var isActive: Bool { !isFinished && !object.isTerminating }

    /// Nil until it is bound.
    package var nodeName: String? {
        guard let name = object["spec", "nodeName"].string, !name.isEmpty else { return nil }
        return name
    }

    package var address: String? {
        guard let address = object["status", "podIP"].string, !address.isEmpty else { return nil }
        return address
    }

    package var readiness: Condition? {
        object.status["conditions"].elements.first { $0["type"].string == "Ready" }.flatMap(Condition.init)
    }

    package var isReady: Bool { readiness?.status == .yes }

    /// Since when it is ready; nil while it is not.
    package var readySince: KubeTime? {
        guard let readiness, readiness.status == .yes else { return nil }
        return readiness.lastTransitionTime.flatMap { KubeTime($0) }
    }

    package var createdAt: KubeTime? { object.creationTimestamp.flatMap { KubeTime($0) } }

    /// The most restarts of any of its containers.
    package var restarts: Int { object["status", "containerStatuses"].elements.map { $0["restartCount"].int ?? 0 }.max() ?? 0 }

    /// How dear its deletion is, by the annotation `controller.kubernetes.io/pod-deletion-cost`.
    package var deletionCost: Int { object.annotations["controller.kubernetes.io/pod-deletion-cost"].flatMap(Int.init) ?? 0 }

    /// Whether it has been ready for so many seconds.
    package func isAvailable(minReadySeconds: Int, at now: KubeTime) -> Bool {
        guard isReady else { return false }
        guard minReadySeconds > 0 else { return true }
        guard let readySince else { return false }
        return readySince + .seconds(minReadySeconds) <= now
    }

    /// The time left until a ready pod is available; nil when it is so already, or is not ready.
    package func timeUntilAvailable(minReadySeconds: Int, at now: KubeTime) -> Duration? {
        guard let readySince, !isAvailable(minReadySeconds: minReadySeconds, at: now) else { return nil }
        return now.duration(to: readySince + .seconds(minReadySeconds))
    }
}
