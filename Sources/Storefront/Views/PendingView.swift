/// The page that waits for the outcome of an order.
struct PendingView: Sendable {
    let checkURL = Link.pending
}
