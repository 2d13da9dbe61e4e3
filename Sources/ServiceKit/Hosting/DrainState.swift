import Synchronization

/// Where a process is in its life: traffic is wanted only while it serves.
package final class DrainState: Sendable {
    package enum Phase: String, Sendable {
        case starting
        case serving
        case draining
    }

    private let current = Mutex(Phase.starting)

    package init() {}

    package var phase: Phase { current.withLock { $0 } }

    /// The server listens. A drain that has begun is not undone.
    package func serve() {
        current.withLock { if $0 == .starting { $0 = .serving } }
    }

    package func drain() {
        current.withLock { $0 = .draining }
    }
}
