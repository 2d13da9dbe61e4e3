/// What has to be done for a pod, in order.
package enum PodDirective: Sendable, Equatable {
    /// Give it an address, its folders and its volumes; answer with `prepared` or `preparationFailed`.
    case prepare
    /// Answer with `started` or `startFailed`, and later with `exited`.
    case start(container: String)
    /// Answer with `probed`.
    case probe(container: String, id: String, ProbeKind)
    /// Run the hook for at most so many seconds; answer with `preStopFinished`.
    case preStop(container: String, id: String, within: Double)
    /// Ask the process to end (SIGTERM).
    case terminate(container: String)
    /// End its whole session (SIGKILL).
    case kill(container: String)
    /// Remember on disk how the container stands.
    case record(container: String)
    case event(PodNotice)
    case writeStatus
    /// Everything has ended. Unless only the node stops, remove what is left of it, and delete the object if it is still there.
    case remove(EndingCause)
}

/// Why a pod ends; of several causes the greatest counts.
package enum EndingCause: Int, Sendable, Comparable {
    /// The node ends its processes; the object stays and will run again.
    case nodeStop
    /// The object waits for its pod to end.
    case deletion
    /// The object is gone already.
    case vanished

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An Event about a pod.
package struct PodNotice: Sendable, Equatable {
    package var isWarning = false
    package let reason: String
    package let message: String
    /// Nil when it concerns the pod as a whole.
    package var container: String?

    package init(isWarning: Bool = false, reason: String, message: String, container: String? = nil) {
        self.isWarning = isWarning
        self.reason = reason
        self.message = message
        self.container = container
    }
}
