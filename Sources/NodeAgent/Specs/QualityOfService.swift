package import KubeModel

/// The class that Kubernetes gives a pod by its requests and limits.
package enum QualityOfService: String, Sendable {
    case guaranteed = "Guaranteed"
    case burstable = "Burstable"
    case bestEffort = "BestEffort"

    /// Guaranteed: every container limits CPU and memory and requests no less. BestEffort: none says anything of either.
    package init(_ pod: KubeObject) {
        let containers = pod.spec["containers"].elements + pod.spec["initContainers"].elements
        let resources = containers.map { $0["resources"] }
        let counted = ["cpu", "memory"]
        if resources.allSatisfy({ each in counted.allSatisfy { each["requests"][$0].isNull && each["limits"][$0].isNull } }) {
            self = .bestEffort
            return
        }
        let isGuaranteed = resources.allSatisfy { each in
            counted.allSatisfy { name in
                let (limit, request) = (each["limits"][name], each["requests"][name])
                return !limit.isNull && (request.isNull || Quantity(request) == Quantity(limit))
            }
        }
        self = isGuaranteed ? .guaranteed : .burstable
    }
}
