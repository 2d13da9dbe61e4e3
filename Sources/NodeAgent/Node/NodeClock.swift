package import Foundation

/// The time as the agent takes it.
package struct NodeClock: Sendable {
    /// The date and time.
    package var now: @Sendable () -> Date
    /// Returns after that long, or throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's.
    package static let system = NodeClock(now: { Date() }, sleep: { try await Task.sleep(for: $0) })
}
