package import KubeModel
package import ReleaseEngine

/// What a rollout tells those who look at it.
package struct RolloutReport: Sendable {
    /// One version's side of a metric.
    package struct Side: Sendable, Hashable {
        package let attempts: Int
        package let failures: Int

        /// In percent; nil when nothing was tried.
        package var percent: Double? { attempts > 0 ? Double(failures) * 100 / Double(attempts) : nil }
    }

    package let kind: RolloutKind
    package let name: String
    package let service: String
    package let target: String
    package let stable: String?
    package let phase: ReleasePhase
    /// From 1.
    package let step: Int
    package let steps: Int
    /// Percent of the requests or pods meant for the new version or revision.
    package let weight: Int
    package let waiting: String?
    /// One word.
    package let reason: String?
    package let message: String?
    package let begun: KubeTime?
    package let created: KubeTime?
    package let analyses: [MetricAnalysis]
    package let history: [HistoryEntry]
    /// The last request that was obeyed.
    package let requestID: String?
    package let isPaused: Bool

    package init(_ kind: RolloutKind, _ object: KubeObject) {
        let rollout = Rollout(kind: kind, object: object)
        let state = rollout.state
        self.kind = kind
        name = object.name
        service = rollout.spec.service
        target = state?.target ?? rollout.spec.to
        stable = state?.stable
        phase = state?.phase ?? .pending
        steps = rollout.spec.strategy.stages.count
        step = min((state?.step ?? 0) + 1, steps)
        weight = state?.weight ?? 0
        waiting = state == nil ? "a controller has to take it up" : state?.waiting
        reason = state?.cause?.reason
        message = state?.cause?.message ?? (rollout.faults.isEmpty ? nil : rollout.faults.joined(separator: "; "))
        begun = state?.begunAt.map { KubeTime(microseconds: $0.milliseconds * 1000) }
        created = object.creationTimestamp.flatMap { KubeTime($0) }
        analyses = state?.analyses ?? []
        history = state?.history ?? []
        requestID = object.status["requestID"].string
        isPaused = rollout.spec.isPaused
    }

    package func analysis(_ metric: String) -> MetricAnalysis? { analyses.first { $0.metric == metric } }

    /// The end in one sentence, or where it stands.
    package var conclusion: String { ending ?? "\(name) is \(phase.rawValue)." }

    /// The end in one sentence; nil before it has come.
    package var ending: String? {
        let why = message.map { ": \($0)" } ?? ""
        switch (phase, kind) {
        case (.succeeded, .release): return "\(service) \(target) serves all requests."
        case (.succeeded, .config): return "\(service) runs \(target) in every pod."
        case (.rolledBack, _): return "\(service) went back to \(stable ?? "what was before")\(why)."
        case (.failed, .release): return "The release of \(service) \(target) could not begin\(why)."
        case (.failed, .config): return "\(target) could not be rolled out to \(service)\(why)."
        case (.superseded, .release): return "The release of \(service) \(target) made way\(why)."
        case (.superseded, .config): return "\(target) made way in \(service)\(why)."
        case (.pending, _), (.preparing, _), (.progressing, _), (.holding, _), (.promoting, _), (.rollingBack, _): return nil
        }
    }
}

extension Tally {
    /// For a report.
    package var side: RolloutReport.Side { RolloutReport.Side(attempts: attempts, failures: failures) }
}
