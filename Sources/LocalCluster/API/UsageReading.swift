package import KubeModel

/// Reads what pods and nodes use, for `metrics.k8s.io`.
package protocol UsageReading: Sendable {
    /// What every running pod uses now.
    func podUsage() async -> [PodMetrics]
    /// What every node uses now.
    func nodeUsage() async -> [NodeMetrics]
}

/// CPU and memory in use.
package struct ResourceUsage: Sendable, Equatable {
    /// Thousand-millionths of a CPU.
    package var cpuNanocores: Int
    package var memoryBytes: Int

    package init(cpuNanocores: Int, memoryBytes: Int) {
        self.cpuNanocores = cpuNanocores
        self.memoryBytes = memoryBytes
    }
}

/// What the containers of one pod use.
package struct PodMetrics: Sendable, Equatable {
    package var namespace: String
    package var name: String
    /// By the container's name.
    package var containers: [String: ResourceUsage]
    /// When it was measured.
    package var timestamp: KubeTime
    /// Over how long.
    package var window: Duration

    package init(namespace: String, name: String, containers: [String: ResourceUsage], timestamp: KubeTime, window: Duration) {
        self.namespace = namespace
        self.name = name
        self.containers = containers
        self.timestamp = timestamp
        self.window = window
    }
}

/// What one node uses.
package struct NodeMetrics: Sendable, Equatable {
    package var name: String
    package var usage: ResourceUsage
    package var timestamp: KubeTime
    package var window: Duration

    package init(name: String, usage: ResourceUsage, timestamp: KubeTime, window: Duration) {
        self.name = name
        self.usage = usage
        self.timestamp = timestamp
        self.window = window
    }
}
