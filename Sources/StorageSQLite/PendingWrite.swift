import GRDB

/// A write that waits for its turn: what to run, and how its caller hears of it.
struct PendingWrite: Sendable {
    /// Tells the caller the outcome; called once, after the commit.
    typealias Answer = @Sendable () -> Void

    let id: Int
    /// Runs the caller's body and returns the answer to give once it is durable.
    let run: @Sendable (SQLiteConnection) throws -> Answer
    /// Tells the caller that nothing was written.
    let fail: @Sendable (any Error) -> Void
}
