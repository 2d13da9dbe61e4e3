package import KubeModel

/// One watch that is under way.
package struct Watcher: Sendable {
    package let scope: WatchScope
    package let continuation: AsyncThrowingStream<WatchEvent, any Error>.Continuation

    /// Hands over an event. Returns whether the watch keeps up: one that has too much unread must be ended, for it would miss this.
    package func tell(_ event: WatchEvent) -> Bool {
        if case .dropped = continuation.yield(event) { false } else { true }
    }
}
