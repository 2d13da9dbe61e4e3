import Foundation
import Logging
import ServiceLifecycle
import Synchronization

extension HotConfig {
    /// Watches the source until the service shuts down, then finishes writing the last good revision.
    package func run() async throws {
        guard let reloader else {
            try? await gracefulShutdown()
            return
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await reloader.writeLastGood() }
            await self.watch(reloader.watch)
            reloader.finish()
        }
        subscribers.finish()
    }

    /// Looks at every tick until the ticks end, and whenever something is pushed meanwhile.
    private func watch(_ watch: ConfigWatch) async {
        await withTaskGroup(of: Void.self) { group in
            if let pushes = watch.pushes {
                group.addTask { await self.look(at: pushes) }
            }
            await self.look(at: watch.ticks)
            group.cancelAll()
        }
    }

    private func look(at ticks: some AsyncSequence<Void, Never> & Sendable) async {
        var looks = ticks.cancelOnGracefulShutdown().makeAsyncIterator()
        while await looks.next() != nil { await poll() }
    }

    /// One look at the source and all that follows from it: what every tick of ``run()`` does.
    package func poll() async {
        guard let reloader else { return }
        await reloader.offPool { self.look(reloader) }
    }

    private func look(_ reloader: ConfigReloader<Value>) {
        let content: SourceContent
        do throws(SourceFailure) {
            content = try reloader.watch.reader.read()
        } catch {
            perform(reloader.handle(.seen(.failure(error), isAtomic: false)), reloader)
            return
        }
        note(content, reloader)
        for directive in reloader.handle(.seen(.content(content.hash), isAtomic: content.isAtomic)) {
            guard case .validate = directive else {
                perform([directive], reloader)
                continue
            }
            switch Evaluation<Value>(ParsedSettings(content), hash: content.hash) {
            case .accepted(let accepted): apply(accepted, from: content.origin, reloader)
            case .refused(let faults): perform(reloader.handle(.refused(content.hash, faults)), reloader)
            }
        }
    }

    /// What changes without a new revision: the resource version of the same content, and what is tried beside it.
    private func note(_ content: SourceContent, _ reloader: ConfigReloader<Value>) {
        let staging = StagingState(content)
        let previous = state.withLock { state in
            defer { state.staging = staging }
            return state.staging
        }
        if let fault = staging.fault, fault != previous.fault { reloader.stagingIsFaulty(fault) }
        guard let version = content.origin.resourceVersion else { return }
        state.withLock { state in
            guard state.current.revision == ConfigRevision<Value>.name(ofHash: content.hash) else { return }
            state.current.resourceVersion = version
        }
    }

    private func apply(_ accepted: Evaluation<Value>.Accepted, from origin: SourceOrigin, _ reloader: ConfigReloader<Value>) {
        let watch = reloader.watch
        let revision = ConfigRevision(
            value: accepted.value, revision: ConfigRevision<Value>.name(ofHash: accepted.record.revision), source: watch.reader.name,
            appliedAt: watch.now(), resourceVersion: origin.resourceVersion)
        for directive in reloader.handle(.accepted(accepted.record.revision)) {
            guard case .apply = directive else {
                perform([directive], reloader)
                continue
            }
            state.withLock { state in
                state.current = revision
                state.entries = accepted.entries
                state.lastRejected?.resolve(at: revision.appliedAt.timestamp)
            }
            subscribers.publish(revision)
            reloader.running(accepted.record)
            reloader.applied(revision, from: origin)
        }
    }

    /// What the start decided; the revision itself is in place already.
    func perform(_ start: ConfigStart<Value>) {
        guard let reloader else { return }
        if let fault = start.staging.fault { reloader.stagingIsFaulty(fault) }
        reloader.running(start.accepted.record)
        reloader.applied(start.revision, from: start.origin)
        perform(start.directives, reloader)
    }

    private func perform(_ directives: [ReloadDirective], _ reloader: ConfigReloader<Value>) {
        for directive in directives {
            switch directive {
            case .reject(let sighting, let faults):
                let revision = sighting.hash.map(ConfigRevision<Value>.name(ofHash:))
                let rejection = ConfigRejection(revision: revision, at: reloader.watch.now().timestamp, faults: faults)
                state.withLock { $0.lastRejected = rejection }
                reloader.rejected(rejection, staying: current.revision)
            case .resolve:
                let now = reloader.watch.now().timestamp
                state.withLock { $0.lastRejected?.resolve(at: now) }
                reloader.resolved(current.revision)
            case .persist(let hash): reloader.persist(hash)
            case .reportLastGood(let faults): reloader.lastGoodIsUseless(faults)
            case .apply, .validate: break
            }
        }
    }
}

extension ConfigRejection {
    fileprivate mutating func resolve(at time: String) {
        if resolvedAt == nil { resolvedAt = time }
    }
}

extension HotConfig.StagingState {
    init(_ content: SourceContent) {
        self.init(share: content.share, fault: content.stagingFault)
    }
}
