import Synchronization

/// Lets a process die after a number of effects: from then on nothing it does has any effect, as after kill -9.
final class Fuse: Sendable {
    /// The process is dead.
    struct Blown: Error {}

    private let remaining: Mutex<Int?>

    /// - Parameter burnsAfter: How many effects it lets pass; nil for all.
    init(burnsAfter: Int?) { remaining = Mutex(burnsAfter) }

    /// Counts one moment at which the process may die. Throws ``Blown`` when it is dead.
    func burn() throws {
        try remaining.withLock { left in
            guard let count = left else { return }
            guard count > 0 else { throw Blown() }
            left = count - 1
        }
    }
}
