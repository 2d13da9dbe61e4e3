package import Foundation

/// What a container uses.
package struct Measurement: Sendable, Equatable {
    /// Thousand-millionths of a CPU, over the window.
    package var cpuNanocores: Int
    /// Resident memory in bytes.
    package var memoryBytes: Int

    package init(cpuNanocores: Int, memoryBytes: Int) {
        self.cpuNanocores = cpuNanocores
        self.memoryBytes = memoryBytes
    }
}

/// What the containers of one pod use.
package struct MeasuredPod: Sendable, Equatable {
    package let namespace: String
    package let name: String
    /// By the container's name.
    package let containers: [String: Measurement]
    /// When it was measured.
    package let time: Date
    /// Over how long.
    package let window: Duration
}

/// What all containers of one node use together.
package struct MeasuredNode: Sendable, Equatable {
    package let name: String
    package let measurement: Measurement
    /// When it was measured.
    package let time: Date
    /// Over how long.
    package let window: Duration
}
