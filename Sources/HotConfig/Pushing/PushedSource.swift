import Synchronization

/// A source that a watcher of the API pushes content into, with the mounted file to fall back on; ``SourceChoice`` says which counts.
///
/// It knows nothing of the API itself: whoever watches it calls ``push(_:)``.
package final class PushedSource: SourceReading {
    private struct State {
        var choice: SourceChoice
        var pushed: Result<SourceContent, SourceFailure>
        var fileReadAt: ContinuousClock.Instant?
    }

    /// How often the file is looked at while it does not count.
    private static let fileInterval: Duration = .seconds(1)

    package let name: String
    /// A tick for each push, so that a change acts at once and not at the next look.
    package let pushes: AsyncStream<Void>
    private let tick: AsyncStream<Void>.Continuation
    private let fallback: any SourceReading
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>

    /// - Parameters:
    ///   - name: How the ConfigMap is called in reports, such as `configmaps/shop/product-service-config`.
    ///   - patience: How long the API may be away before the file counts.
    package init(
        name: String, fallback: any SourceReading, patience: Duration = .seconds(5),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.name = name
        self.fallback = fallback
        self.now = now
        (pushes, tick) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        let nothing = SourceFailure(path: name, reason: "nothing has been told of it yet", remedy: "wait for the API")
        state = Mutex(State(choice: SourceChoice(patience: patience, now: now()), pushed: .failure(nothing)))
    }

    /// Whether the API is connected.
    package var isConnected: Bool { state.withLock(\.choice.isConnected) }

    package func push(_ push: ConfigPush) {
        let now = now()
        state.withLock { state in
            switch push {
            case .content(let content, let isListed):
                state.choice.told(content.hash, isListed: isListed)
                state.pushed = .success(content)
            case .missing:
                state.choice.told(nil, isListed: false)
                state.pushed = .failure(
                    SourceFailure(path: name, reason: "the ConfigMap is gone from the API", remedy: "create it again"))
            case .lost: state.choice.lost(at: now)
            }
        }
        tick.yield()
    }

    package func read() throws(SourceFailure) -> SourceContent {
        let now = now()
        let file = lookAtFile(at: now)
        let (choice, pushed) = state.withLock { state in
            if case .success(let content) = file { state.choice.sawFile(content.hash) }
            return (state.choice.choose(at: now), state.pushed)
        }
        switch choice {
        case .api: return try pushed.get()
        case .file:
            if let file { return try file.get() }
            return try fallback.read()
        }
    }

    /// Reads the file if it counts, or may come to, or has not been looked at for a while.
    private func lookAtFile(at now: ContinuousClock.Instant) -> Result<SourceContent, SourceFailure>? {
        let isDue = state.withLock { state in
            if !state.choice.needsFile(at: now), let last = state.fileReadAt, last.duration(to: now) < Self.fileInterval { return false }
            state.fileReadAt = now
            return true
        }
        guard isDue else { return nil }
        do throws(SourceFailure) { return .success(try fallback.read()) } catch { return .failure(error) }
    }
}
