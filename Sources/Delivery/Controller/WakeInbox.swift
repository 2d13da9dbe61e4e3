import KubeModel

/// What may be a reason to look at rollouts, in the order in which it was heard.
struct WakeInbox: Sendable {
    enum Item: Sendable {
        case update(ResourceType, ObjectUpdate)
        /// The lease was got: everything has to be looked at.
        case acquired
    }

    let items: AsyncStream<Item>
    private let continuation: AsyncStream<Item>.Continuation

    init() { (items, continuation) = AsyncStream.makeStream() }

    func put(_ item: Item) { continuation.yield(item) }
}
