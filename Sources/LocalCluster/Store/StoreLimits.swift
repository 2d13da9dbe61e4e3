/// How much the store keeps and takes.
package struct StoreLimits: Sendable {
    /// The latest changes from which a watch can go on.
    package var changesKept = 10_000
    /// The most writes that share one commit.
    package var writesPerCommit = 256
    /// Events that a watch may leave unread before it is ended.
    package var unreadEvents = 1_000
    /// The most watches at once.
    package var watches = 2_000

    package init() {}
}
