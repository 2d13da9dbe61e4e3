/// What the client who waits for an order is told.
package enum OrderOutcome: Sendable, Equatable {
    case answered(StoredAnswer)
    /// Not made, through no fault of the request: the same key may be tried afresh.
    case failed(Rejection)
    /// Not known yet. The saga goes on.
    case pending
}
