package import Foundation

/// Which part of a container's log is wanted.
package struct ContainerLogOptions: Sendable, Equatable {
    /// Goes on with what is written later, until the run ends.
    package var follow = false
    /// The last lines only.
    package var tail: Int?
    /// Lines from then on only.
    package var since: Date?
    /// Each line begins with its time.
    package var timestamps = false
    /// The run before the present one.
    package var previous = false
    /// No more than so many bytes.
    package var limitBytes: Int?

    package init() {}
}

/// Why a log cannot be read.
package enum LogError: Error, Sendable, Equatable, CustomStringConvertible {
    case noPod(namespace: String, name: String)
    case noContainer(String, available: [String])
    case noPreviousRun(container: String)
    case notStarted(container: String, reason: String)

    package var description: String {
        switch self {
        case .noPod(let namespace, let name): "no pod \(namespace)/\(name) is on this node"
        case .noContainer(let name, let available):
            "container \(name) is not valid for the pod: choose one of [\(available.joined(separator: " "))]"
        case .noPreviousRun(let container): "previous terminated container \"\(container)\" not found"
        case .notStarted(let container, let reason): "container \"\(container)\" is waiting to start: \(reason)"
        }
    }
}
