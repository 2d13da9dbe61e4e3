import Foundation

/// How a run is being ended: hook, request, kill.
struct ContainerStop: Sendable, Equatable {
    enum Stage: Sendable, Equatable {
        case preStop
        case terminating
        case killed
    }

    /// A process that gets its signal at the end of a long hook still has this many seconds, as in Kubernetes.
    static let leastAfterHook = 2.0

    var stage: Stage
    /// When it is killed.
    var deadline: Date
}
