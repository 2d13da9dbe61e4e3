/// Decides when a configuration is applied. Pure: looks at the source come in as events, what is to be done goes out as directives.
///
/// - Content is told apart by its hash alone. What is running, and what was refused and still stands there, is not looked at twice.
/// - Content that may be half-written, and a failure to read, count only when two looks in a row find the same.
/// - A refused revision changes nothing of what is running.
package struct ReloadState: Sendable, Equatable {
    /// How many looks lie between two attempts to persist: 5 s at 50 ms each.
    package static let persistRetryLooks = 100

    private struct Running: Sendable, Equatable {
        var hash: String
        var origin: ReloadDirective.Origin
    }

    private struct Retry: Sendable, Equatable {
        var hash: String
        var looksLeft: Int
    }

    private var running: Running
    /// What the source holds, when that was refused.
    private var refused: Sighting?
    /// Seen once; counts when it is seen again.
    private var candidate: Sighting?
    private var retry: Retry?

    private init(running: Running, refused: Sighting?) {
        self.running = running
        self.refused = refused
    }

    /// Decides what to start on: the source, or else the last good revision, or else not at all.
    package static func starting(
        source: StartVerdict, lastGood: StartVerdict?
    ) throws(StartRefusal) -> (state: ReloadState, directives: [ReloadDirective]) {
        let lastGoodFaults: [ConfigFault] = if case .refused(_, let faults) = lastGood { faults } else { [] }
        var directives: [ReloadDirective] = lastGoodFaults.isEmpty ? [] : [.reportLastGood(lastGoodFaults)]
        switch (source, lastGood) {
        case (.accepted(let hash), _):
            directives.append(.apply(hash, from: .source))
            if lastGood != .accepted(hash) { directives.append(.persist(hash)) }
            return (ReloadState(running: Running(hash: hash, origin: .source), refused: nil), directives)
        case (.refused(let sighting, let faults), .accepted(let hash)):
            directives += [.apply(hash, from: .lastGood), .reject(sighting, faults)]
            return (ReloadState(running: Running(hash: hash, origin: .lastGood), refused: sighting), directives)
        case (.refused(_, let faults), _):
            throw StartRefusal(faults: faults, lastGoodFaults: lastGoodFaults)
        }
    }

    package mutating func handle(_ event: ReloadEvent) -> [ReloadDirective] {
        switch event {
        case .seen(let sighting, let isAtomic):
            return dueRetry() + seen(sighting, isAtomic: isAtomic)
        case .accepted(let hash):
            running = Running(hash: hash, origin: .source)
            refused = nil
            retry = nil
            return [.apply(hash, from: .source), .persist(hash)]
        case .refused(let hash, let faults):
            return refuse(.content(hash), faults)
        case .persisted(let hash):
            if retry?.hash == hash { retry = nil }
            return []
        case .persistFailed(let hash):
            if hash == running.hash { retry = Retry(hash: hash, looksLeft: Self.persistRetryLooks) }
            return []
        }
    }

    private mutating func seen(_ sighting: Sighting, isAtomic: Bool) -> [ReloadDirective] {
        if case .source = running.origin, sighting == .content(running.hash) {
            candidate = nil
            guard refused != nil else { return [] }
            refused = nil
            return [.resolve]
        }
        guard sighting != refused else {
            candidate = nil
            return []
        }
        guard isAtomic || sighting == candidate else {
            candidate = sighting
            return []
        }
        candidate = nil
        switch sighting {
        case .content(let hash): return [.validate(hash)]
        case .failure(let failure): return refuse(sighting, [failure.fault])
        }
    }

    private mutating func refuse(_ sighting: Sighting, _ faults: [ConfigFault]) -> [ReloadDirective] {
        refused = sighting
        return [.reject(sighting, faults)]
    }

    private mutating func dueRetry() -> [ReloadDirective] {
        guard var waiting = retry else { return [] }
        waiting.looksLeft -= 1
        retry = waiting.looksLeft > 0 ? waiting : nil
        return waiting.looksLeft > 0 ? [] : [.persist(waiting.hash)]
    }
}
