package import KubeModel

/// What of a pod's spec decides its life.
package struct PodSpec: Sendable, Equatable {
    package static let defaultGrace = 30.0

    /// In the order in which they start: first the init containers.
    package let containers: [ContainerSpec]
    package let restartPolicy: RestartPolicy
    /// Seconds from the request to end until the kill.
    package let grace: Double
    package let usesHostNetwork: Bool
    /// Condition types that must hold besides the containers' readiness.
    package let readinessGates: [String]

    package init(_ pod: KubeObject) {
        let spec = pod.spec
        let policy = spec["restartPolicy"].string.flatMap(RestartPolicy.init(rawValue:)) ?? .always
        let initial = spec["initContainers"].elements.map { json in
            ContainerSpec(json, kind: json["restartPolicy"].string == "Always" ? .sidecar : .initial, podPolicy: policy)
        }
        containers = initial + spec["containers"].elements.map { ContainerSpec($0, kind: .main, podPolicy: policy) }
        restartPolicy = policy
        grace = spec["terminationGracePeriodSeconds"].double ?? Self.defaultGrace
        usesHostNetwork = spec["hostNetwork"].bool ?? false
        readinessGates = spec["readinessGates"].elements.compactMap { $0["conditionType"].string }
    }
}
