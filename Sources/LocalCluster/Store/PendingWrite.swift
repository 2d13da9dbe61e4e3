import KubeModel

/// A write that waits for the commit of another, and how to tell it what came of it.
struct PendingWrite: Sendable {
    enum Verdict: Sendable {
        case done(Result<WriteOutcome, StatusError>)
        /// It has not been committed and leads the next commit itself.
        case lead
    }

    let write: ObjectWrite
    let answer: @Sendable (Verdict) -> Void
}
