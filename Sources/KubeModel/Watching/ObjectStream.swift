/// The objects of one type, listed once and then watched, for as long as the task runs: it survives lost connections, an API that is away
/// and versions that are too old. It tells every object's last state; states in between may be missing after an interruption.
///
/// Each iteration lists and watches on its own. It ends only with its task.
package struct ObjectStream<C: Clock>: AsyncSequence, Sendable where C.Duration == Duration {
    package typealias Element = ObjectUpdate
    package typealias Failure = Never

    let api: any ObjectAPI
    let type: ResourceType
    let namespace: String?
    let selector: ObjectSelector
    let backoff: Backoff
    let relistsAfterFailure: Bool
    let clock: C
    let random: @Sendable () -> Double

    /// - Parameters:
    ///   - namespace: Nil for every one.
    ///   - relistsAfterFailure: See ``ListWatchState/init(relistsAfterFailure:)``.
    ///   - random: From 0 to 1; spreads the pauses.
    package init(
        _ type: ResourceType, namespace: String? = nil, selector: ObjectSelector = .everything, of api: any ObjectAPI,
        backoff: Backoff = Backoff(), relistsAfterFailure: Bool = false, clock: C,
        random: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.api = api
        self.type = type
        self.namespace = namespace
        self.selector = selector
        self.backoff = backoff
        self.relistsAfterFailure = relistsAfterFailure
        self.clock = clock
        self.random = random
    }

    package func makeAsyncIterator() -> Iterator { Iterator(stream: self) }
}

extension ObjectStream where C == ContinuousClock {
    package init(
        _ type: ResourceType, namespace: String? = nil, selector: ObjectSelector = .everything, of api: any ObjectAPI,
        backoff: Backoff = Backoff()
    ) {
        self.init(type, namespace: namespace, selector: selector, of: api, backoff: backoff, clock: ContinuousClock())
    }
}

extension ObjectStream {
    package struct Iterator: AsyncIteratorProtocol {
        private struct Watch {
            var events: AsyncThrowingStream<WatchEvent, any Error>.Iterator
            let opened: C.Instant
        }

        private let stream: ObjectStream
        private var state: ListWatchState
        private var watch: Watch?
        /// Whether a failure has happened for which no pause was made yet.
        private var owesPause = false

        init(stream: ObjectStream) {
            self.stream = stream
            state = ListWatchState(relistsAfterFailure: stream.relistsAfterFailure)
        }

        package mutating func next() async -> ObjectUpdate? {
            await next(isolation: nil)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async -> ObjectUpdate? {
            while !Task.isCancelled {
                guard await pauseIfDue(isolation: actor) else { return nil }
                let update =
                    switch state.phase {
                    case .listing: await list(isolation: actor)
                    case .opening(let version): await open(after: version, isolation: actor)
                    case .watching: await receive(isolation: actor)
                    }
                if let update, !Task.isCancelled { return update }
            }
            return nil
        }

        /// False when the task was cancelled meanwhile.
        private mutating func pauseIfDue(isolation actor: isolated (any Actor)?) async -> Bool {
            guard owesPause else { return true }
            owesPause = false
            let pause = stream.backoff.pause(afterFailures: state.failuresToPauseFor, random: stream.random())
            guard pause > .zero else { return true }
            return (try? await stream.clock.sleep(for: pause)) != nil
        }

        private mutating func list(isolation actor: isolated (any Actor)?) async -> ObjectUpdate? {
            do throws(StatusError) {
                let list = try await stream.api.list(stream.type, namespace: stream.namespace, selector: stream.selector)
                state.listed(at: list.resourceVersion)
                return .synced(list)
            } catch {
                return fail(error)
            }
        }

        private mutating func open(after version: String, isolation actor: isolated (any Actor)?) async -> ObjectUpdate? {
            do throws(StatusError) {
                let events = try await stream.api.watch(
                    stream.type, namespace: stream.namespace, selector: stream.selector, after: version)
                watch = Watch(events: events.makeAsyncIterator(), opened: stream.clock.now)
                return state.opened() ? .resumed : nil
            } catch {
                return fail(error)
            }
        }

        private mutating func receive(isolation actor: isolated (any Actor)?) async -> ObjectUpdate? {
            guard var watch else { return fail(StatusError(code: 0, reason: .unknown, message: "the watch is gone")) }
            do {
                guard let event = try await watch.events.next(isolation: actor) else {
                    self.watch = nil
                    owesPause = true
                    state.ended(after: watch.opened.duration(to: stream.clock.now))
                    return nil
                }
                self.watch = watch
                state.heard(event)
                return ObjectUpdate(event)
            } catch {
                return fail(error as? StatusError ?? StatusError(code: 0, reason: .unknown, message: "\(error)"))
            }
        }

        private mutating func fail(_ error: StatusError) -> ObjectUpdate? {
            watch = nil
            owesPause = true
            return state.failed(error) ? .interrupted(error) : nil
        }
    }
}

extension ObjectUpdate {
    /// Nil for a bookmark, which tells nothing of an object.
    fileprivate init?(_ event: WatchEvent) {
        switch event {
        case .added(let object), .modified(let object): self = .changed(object)
        case .deleted(let object): self = .deleted(object)
        case .bookmark: return nil
        }
    }
}
