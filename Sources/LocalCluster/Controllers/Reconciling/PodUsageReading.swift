package import KubeControllers

/// Where the autoscaler learns what pods use: the node agents.
package protocol PodUsageReading: Sendable {
    /// The last measured usage of the running pods of a namespace, by the pod's uid. A pod that was not measured yet is missing.
    func usage(ofPodsIn namespace: String) async -> [String: PodUsage]
}
