/// A request in a ``BatchQueue``, known by the number of its caller.
struct BatchEntry<Request: Sendable>: Sendable {
    let id: Int
    let request: Request
}
