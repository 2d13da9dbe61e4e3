package import KubeModel

/// What a pod used over a window of time.
package struct PodUsage: Sendable, Equatable {
    /// What one container used.
    package struct Container: Sendable, Equatable {
        /// In billionths of a core.
        package let cpuNanocores: Int
        /// The working set in bytes.
        package let memoryBytes: Int

        package init(cpuNanocores: Int, memoryBytes: Int) {
            self.cpuNanocores = cpuNanocores
            self.memoryBytes = memoryBytes
        }
    }

    package let containers: [String: Container]
    /// The end of the window.
    package let timestamp: KubeTime
    /// The time that the CPU usage is the mean of.
    package let window: Duration

    package init(containers: [String: Container], timestamp: KubeTime, window: Duration) {
        self.containers = containers
        self.timestamp = timestamp
        self.window = window
    }

    /// In thousandths of the resource's unit, rounded up; nil for another resource than `cpu` and `memory` or an unknown container.
    /// - Parameter container: Nil for the sum of all.
    func milli(of resource: String, container: String? = nil) -> Int? {
        let counted = container.map { name in containers[name].map { [$0] } ?? [] } ?? Array(containers.values)
        guard !counted.isEmpty else { return nil }
        switch resource {
        case "cpu": return counted.reduce(0) { $0 + ($1.cpuNanocores + 999_999) / 1_000_000 }
        case "memory": return counted.reduce(0) { $0 + $1.memoryBytes * 1000 }
        default: return nil
        }
    }
}
