package import Foundation
package import ProcessControl

/// How one run of a container ended.
package struct Termination: Codable, Sendable, Equatable {
    /// `Completed`, `Error`, `OOMKilled`, `StartError`, `ContainerStatusUnknown`.
    package var reason: String
    package var message: String?
    package var exitCode: Int
    package var signal: Int?
    package var startedAt: Date?
    package var finishedAt: Date
    package var containerID: String

    /// What Kubernetes says of a run whose end nobody saw.
    package static let unknownCode = 137

    package init(
        reason: String, message: String? = nil, exitCode: Int, signal: Int? = nil, startedAt: Date?, finishedAt: Date, containerID: String
    ) {
        self.reason = reason
        self.message = message
        self.exitCode = exitCode
        self.signal = signal
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.containerID = containerID
    }

    package init(_ exit: ContainerExit, startedAt: Date?, at now: Date, containerID: String) {
        self.init(reason: "Error", exitCode: Self.unknownCode, startedAt: startedAt, finishedAt: now, containerID: containerID)
        switch exit.status {
        case .exited(let code):
            exitCode = Int(code)
            reason = code == 0 ? "Completed" : "Error"
        case .signalled(let number):
            exitCode = 128 + Int(number)
            signal = Int(number)
        case .unknown:
            reason = "ContainerStatusUnknown"
            message = "The container ended while no node agent watched it, so that its exit code is not known"
        }
        if exit.isOutOfMemory { reason = "OOMKilled" }
    }
}

/// How the process of a container ended.
package struct ContainerExit: Sendable, Equatable {
    package var status: ProcessExit
    /// Whether the kernel ended it for its memory limit.
    package var isOutOfMemory = false

    package init(status: ProcessExit, isOutOfMemory: Bool = false) {
        self.status = status
        self.isOutOfMemory = isOutOfMemory
    }
}
