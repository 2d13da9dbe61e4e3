/// Everything a release has to remember. It is kept in the object's status and nowhere else.
package struct ReleaseState: Codable, Sendable, Hashable {
    /// How many entries of the history are kept.
    package static let historyLimit = 40

    /// The version this state is about.
    package internal(set) var target: String
    /// The version that serves and that a rollback goes back to; nil until the release has begun.
    package internal(set) var stable: String?
    package internal(set) var phase = ReleasePhase.pending
    package internal(set) var phaseSince: Moment
    /// The index of the present stage.
    package internal(set) var step = 0
    /// The weights that are wanted; nil until the release has begun.
    package internal(set) var intent: WeightIntent?
    /// The number of pods that carry all the traffic.
    package internal(set) var capacity = 1
    /// When it left `pending`.
    package internal(set) var begunAt: Moment?
    /// Since when it has been paused, by the specification or because it waits for a promotion.
    package internal(set) var pausedSince: Moment?
    /// How long it was paused in all before ``pausedSince``.
    package internal(set) var pausedFor = Duration.zero
    /// Whether somebody asked to promote it without waiting.
    package internal(set) var isExpedited = false
    /// Nil while the weights are on their way.
    package internal(set) var window: AnalysisWindow?
    /// When the metrics were last looked at.
    package internal(set) var lastLook: Moment?
    /// What has been found out about each metric since the analysis began.
    package internal(set) var evidence: [MetricEvidence] = []
    /// The last figures and verdicts.
    package internal(set) var analyses: [MetricAnalysis] = []
    /// Since when the pods that the next step needs are missing without a break; nil when nothing waits for them.
    package internal(set) var unreadySince: Moment?
    /// How many pods of the new version were ready at the last look.
    package internal(set) var readyPods: Int?
    /// Since when the sources fail without a break.
    package internal(set) var providerFailingSince: Moment?
    /// The configuration of each version that the analysis is about.
    package internal(set) var configs: [String: String] = [:]
    /// The crashes before the first request, which do not count afterwards.
    package internal(set) var startupCrashes: Int?
    /// Since when every proxy confirms that the losing version gets nothing.
    package internal(set) var drainingSince: Moment?
    /// When it had everything and the version before was gone. What the new version does from then on takes nothing back any more.
    package internal(set) var promotedAt: Moment?
    /// Why it goes or went back.
    package internal(set) var cause: RollbackCause?
    /// What it waits for, in words.
    package internal(set) var waiting: String?
    /// The generation of the last request that was obeyed.
    package internal(set) var seenRequest = 0
    /// What happened, the oldest first.
    package internal(set) var history: [HistoryEntry] = []

    package init(target: String, at now: Moment) {
        self.target = target
        phaseSince = now
    }

    /// Percent of the requests meant for the new version.
    package var weight: Int { intent?.split.new ?? 0 }

    /// How many pods carry a percentage of the traffic.
    package func podsNeeded(for percent: Int) -> Int {
        percent <= 0 ? 0 : max(1, (capacity * percent + 99) / 100)
    }

    /// Whether the metrics have to be looked at. A last look that lies ahead was made by a clock that has been set back since.
    package func isLookDue(at now: Moment, every interval: Duration) -> Bool {
        guard let last = lastLook, last <= now else { return true }
        return now >= last + interval
    }

    /// Adds to the history.
    mutating func note(_ message: String, at now: Moment) {
        history.append(HistoryEntry(at: now, phase: phase, step: step, weight: weight, message: message))
        if history.count > Self.historyLimit { history.removeFirst(history.count - Self.historyLimit) }
    }
}

extension ReleaseSpec {
    /// The state that it goes on from; nil when it names another version than the state by now, and begins anew: once the other one is out of
    /// the way.
    package func goesOn(from state: ReleaseState?) -> ReleaseState? {
        guard let state, state.target != to, state.phase.isTerminal || state.phase == .pending else { return state }
        return nil
    }
}
