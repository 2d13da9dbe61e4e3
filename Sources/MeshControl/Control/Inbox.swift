import Synchronization

/// What has happened since the last look, so that a burst of changes is dealt with in one go and none is waited for.
final class Inbox<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])
    /// Tells that there is something; never more than one telling is kept.
    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init() { (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func put(_ element: Element) {
        elements.withLock { $0.append(element) }
        signal.yield()
    }

    func takeAll() -> [Element] {
        elements.withLock { elements in
            defer { elements = [] }
            return elements
        }
    }
}
