/// Whether the new version has to go, whatever it is waiting for.
extension ReleasePass {
    /// Turns the release round if there is a cause, and obeys requests.
    mutating func judge(_ request: ReleaseRequest.Kind?) {
        if state.phase == .pending { return judgePending(request) }
        if state.phase == .succeeded { return judgeSucceeded(request) }
        if state.phase == .rollingBack { return judgeUndo(request) }
        guard state.phase.isUnderWay else { return }
        if let cause = causeToRollBack(request) { return rollBack(cause) }
        if request == .promote {
            state.isExpedited = true
            state.note("Promotion asked for", at: now)
        }
    }

    /// The first reason there is. Nothing that may be missing or broken stands before these, and nothing returns before they were asked.
    private func causeToRollBack(_ request: ReleaseRequest.Kind?) -> RollbackCause? {
        if state.promotedAt != nil { return causeAfterPromotion(request) }
        if request == .abort || request == .undo { return .aborted }
        return crash ?? withdrawal ?? lateness ?? finding
    }

    /// An undo that was called off ends as the release has ended before, whatever has become of the new version since.
    private func causeAfterPromotion(_ request: ReleaseRequest.Kind?) -> RollbackCause? {
        request == .undo ? .undone : seen.overriddenBy.map { .superseded(by: $0) }
    }

    private var crash: RollbackCause? {
        let crashes = max(0, new.crashes - (state.startupCrashes ?? 0))
        let tolerated = state.startupCrashes == nil ? spec.toleratedStartupCrashes : spec.toleratedCrashes
        if crashes > tolerated { return .crashed(count: crashes, lastExit: new.lastExit) }
        return state.weight > 0 && new.ready == 0 ? .unready : nil
    }

    /// The release is no longer wanted as it is. One that has everything already is finished first, unless that was taken away again.
    private var withdrawal: RollbackCause? {
        if let other = seen.overriddenBy { return .superseded(by: other) }
        if state.phase == .promoting { return nil }
        if !spec.faults.isEmpty { return .invalid(spec.faults) }
        if spec.to != state.target { return .superseded(by: spec.to) }
        return seen.supersededBy.map { .superseded(by: $0) }
    }

    /// Past a deadline. What remains after the promotion harms nobody, however long it takes.
    private var lateness: RollbackCause? {
        guard state.phase != .promoting else { return nil }
        if let deadline, now >= deadline { return .deadlineExceeded }
        if let readyDeadline, now >= readyDeadline { return .neverReady }
        return nil
    }

    /// When the release is given up; nil while it is paused.
    var deadline: Moment? {
        guard state.pausedSince == nil, let begun = state.begunAt else { return nil }
        return begun + spec.deadline + state.pausedFor
    }

    /// When the pods have to be there.
    var readyDeadline: Moment? { state.unreadySince.map { $0 + spec.readyDeadline } }

    private mutating func judgePending(_ request: ReleaseRequest.Kind?) {
        if request == .abort || request == .undo {
            state.cause = .aborted
            return enter(.rolledBack, "Aborted before it began")
        }
        if let newer = seen.supersededBy {
            state.cause = .superseded(by: newer)
            return enter(.superseded, "Made way for \(newer) before it began")
        }
        if !spec.faults.isEmpty {
            state.cause = .invalid(spec.faults)
            return enter(.failed, spec.faults.joined(separator: "; "), .warning, reason: "InvalidSpec")
        }
        if request == .promote { state.isExpedited = true }
    }

    /// After success the way back is open for as long as no other release has come.
    private mutating func judgeSucceeded(_ request: ReleaseRequest.Kind?) {
        guard request == .undo else { return }
        let isLast = [seen.supersededBy, seen.blockedBy, seen.overriddenBy].allSatisfy { $0 == nil }
        guard isLast, seen.route?.intent?.release == spec.id, let stable = state.stable else {
            return refuseUndo("Another release has come since")
        }
        guard seen.versions[stable] != nil else { return refuseUndo("\(stable) is not there any more") }
        state.capacity = max(state.capacity, new.wanted)
        rollBack(.undone)
    }

    private mutating func refuseUndo(_ why: String) {
        events.append(ReleaseEvent(kind: .warning, reason: "UndoRefused", message: why))
    }

    /// An undo waits for pods of the old version. While it has none to give requests to, it can be called off, and makes way.
    private mutating func judgeUndo(_ request: ReleaseRequest.Kind?) {
        guard state.cause == .undone, state.weight == 100, request == .abort || seen.supersededBy != nil else { return }
        state.cause = nil
        state.drainingSince = nil
        enter(.promoting, "The undo is called off; \(state.target) keeps everything", .warning, reason: "UndoCalledOff")
    }

    /// From here the new version's share only falls. What was measured of it no longer matters and is not kept for anybody.
    private mutating func rollBack(_ cause: RollbackCause) {
        state.cause = cause
        state.window = nil
        state.evidence = []
        state.drainingSince = nil
        enter(.rollingBack, "\(state.target) goes back: \(cause.message)", .warning, reason: cause.reason)
    }
}
