/// One look at a release: from what was asked for, what is remembered and what is seen to what is remembered next and done.
///
/// Whatever the phase, a pass first judges whether the new version has to go (``causeToRollBack()``), and only then goes on with it.
package struct ReleasePass: Sendable {
    let spec: ReleaseSpec
    let seen: ReleaseObservation
    let now: Moment
    var state: ReleaseState
    var events: [ReleaseEvent] = []

    /// - Parameter state: As it was persisted; nil for a release that is new.
    package static func decide(
        _ spec: ReleaseSpec, state: ReleaseState?, seeing observation: ReleaseObservation, at now: Moment
    ) -> ReleaseDecision {
        var pass = ReleasePass(
            spec: spec, seen: observation, now: now, state: state ?? ReleaseState(target: spec.to, at: now))
        return pass.run()
    }

    private init(spec: ReleaseSpec, seen: ReleaseObservation, now: Moment, state: ReleaseState) {
        self.spec = spec
        self.seen = seen
        self.now = now
        self.state = state
    }

    private mutating func run() -> ReleaseDecision {
        if isFenced { return ReleaseDecision(state: state, actions: [], events: [], lookAgain: .milliseconds(100), isStale: true) }
        beginAnewIfRetargeted()
        let request = takeRequest()
        notePause()
        noteCapacity()
        noteReadiness()
        look()
        judge(request)
        advanceAsFarAsPossible()
        noteReadiness()
        state.waiting = waiting
        return ReleaseDecision(state: state, actions: actions(), events: events, lookAgain: nextLook(), isStale: false)
    }

    /// Whether somebody with a newer state has written the route: another replica of the controller, or another release.
    private var isFenced: Bool {
        guard let mine = state.intent, let written = seen.route?.intent else { return false }
        return !state.phase.isTerminal && written.number > mine.number
    }

    /// The specification names another version than the state is about: once this one is out of the way, everything begins anew.
    private mutating func beginAnewIfRetargeted() {
        guard spec.goesOn(from: state) == nil else { return }
        var fresh = ReleaseState(target: spec.to, at: now)
        fresh.history = state.history
        fresh.seenRequest = state.seenRequest
        state = fresh
        state.note("Now to \(spec.to)", at: now)
    }

    /// The request, if it has not been obeyed yet.
    private mutating func takeRequest() -> ReleaseRequest.Kind? {
        guard let request = spec.request, request.generation > state.seenRequest else { return nil }
        state.seenRequest = request.generation
        return request.kind
    }

    private mutating func notePause() {
        let waitsForPeople = state.phase == .holding && stage.awaitsPromotion && !state.isExpedited
        let isPaused = spec.isPaused || waitsForPeople
        if isPaused, state.pausedSince == nil {
            state.pausedSince = now
        } else if !isPaused, let since = state.pausedSince {
            state.pausedFor += now - since
            state.pausedSince = nil
        }
    }

    /// The serving version may have grown with the traffic meanwhile; who takes over has to carry that.
    private mutating func noteCapacity() {
        guard state.phase.isUnderWay, let stable = state.stable, state.weight < 100 else { return }
        state.capacity = max(state.capacity, seen.versions[stable]?.wanted ?? 0)
    }

    /// The deadline for the pods runs only while they are missing: one that waits for other things may lose a pod for a moment.
    private mutating func noteReadiness() {
        let isMissing = state.phase == .preparing && !isReady(for: stage)
        state.unreadySince = isMissing ? state.unreadySince ?? now : nil
    }

    /// One transition may open the way to the next; each happens at most once in a pass.
    private mutating func advanceAsFarAsPossible() {
        for _ in 0..<4 {
            let before = (state.phase, state.step)
            advance()
            if before == (state.phase, state.step) { return }
        }
    }
}

extension ReleasePass {
    /// All stops of the strategy.
    var stages: [ReleaseStage] { spec.strategy.stages }

    /// The present stage; a strategy that has become shorter meanwhile ends with its last.
    var stage: ReleaseStage { stages[min(state.step, stages.count - 1)] }

    var isLastStage: Bool { state.step >= stages.count - 1 }

    /// The pods of the new version, none if it does not exist.
    var new: VersionObservation { seen.versions[state.target] ?? VersionObservation(wanted: 0, ready: 0) }

    /// The pods of the version that serves, none if it does not exist.
    var stable: VersionObservation {
        state.stable.flatMap { seen.versions[$0] } ?? VersionObservation(wanted: 0, ready: 0)
    }

    /// Whether the route is written as intended, and so by this release.
    var isWritten: Bool {
        guard let intent = state.intent, let route = seen.route else { return false }
        return route.split == intent.split && route.intent == RouteIntent(release: spec.id, number: intent.number)
    }

    /// Whether the intended weights are those by which every proxy works. That the API has taken the write is not enough.
    var isLive: Bool { isWritten && seen.route?.isAcknowledged == true }

    /// Changes the phase and says so.
    mutating func enter(_ phase: ReleasePhase, _ message: String, _ kind: ReleaseEvent.Kind = .normal, reason: String? = nil) {
        state.phase = phase
        state.phaseSince = now
        state.note(message, at: now)
        events.append(ReleaseEvent(kind: kind, reason: reason ?? phase.rawValue, message: message))
    }

    /// Wants other weights from now on, under a number that no release of the service has used.
    mutating func intend(_ split: TrafficSplit) {
        let last = max(state.intent?.number ?? 0, seen.route?.intent?.number ?? 0)
        state.intent = WeightIntent(number: last + 1, split: split, since: now)
    }
}
