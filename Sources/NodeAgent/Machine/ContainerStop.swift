package import Foundation

/// How a run is being ended: hook, request, kill.
package struct ContainerStop: Sendable, Equatable {
    package enum Stage: Sendable, Equatable {
        case preStop
        case terminating
        case killed
    }

    /// A process that gets its signal at the end of a long hook still has this many seconds, as in Kubernetes.
    package static let leastAfterHook = 2.0

    package var stage: Stage
    /// When it is killed.
    package var deadline: Date
}
