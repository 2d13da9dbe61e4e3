/// An element at each interval, until the task is cancelled.
package struct Ticks: AsyncSequence, Sendable {
    package typealias Element = Void
    package typealias Failure = Never

    private let interval: Duration

    package init(every interval: Duration) { self.interval = interval }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let interval: Duration

        package mutating func next() async -> Void? { try? await Task.sleep(for: interval) }

        package mutating func next(isolation actor: isolated (any Actor)?) async -> Void? { try? await Task.sleep(for: interval) }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(interval: interval) }
}
