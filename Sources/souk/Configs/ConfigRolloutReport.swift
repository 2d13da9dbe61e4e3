import Delivery
import KubeModel
import ReleaseEngine

/// What a ConfigRollout tells those who look at it.
struct ConfigRolloutReport: Sendable {
    let service: String
    let target: String
    let stable: String?
    let phase: ReleasePhase
    /// Percent of the pods that are meant to have the new revision.
    let percent: Int
    let requestID: String?
    private let step: String
    private let waiting: String?
    private let message: String?
    private let analyses: [MetricAnalysis]
    private let history: [HistoryEntry]

    init(_ object: KubeObject) {
        let rollout = Rollout(kind: .config, object: object)
        let state = rollout.state
        service = rollout.spec.service
        target = state?.target ?? rollout.spec.to
        stable = state?.stable
        phase = state?.phase ?? .pending
        percent = state?.weight ?? 0
        requestID = object.status["requestID"].string
        step = object.status["step"].string ?? "1/\(rollout.spec.strategy.stages.count)"
        waiting = state == nil ? "a controller has to take it up" : state?.waiting
        message = state?.cause?.message ?? (rollout.faults.isEmpty ? nil : rollout.faults.joined(separator: "; "))
        analyses = state?.analyses ?? []
        history = state?.history ?? []
    }

    /// `Holding 1/3: r7 for 25 % of the pods, waits for the step's hold`
    var line: String {
        var line = phase.isTerminal ? phase.rawValue : "\(phase.rawValue) \(step)"
        line += ": \(target) for \(percent) % of the pods"
        if let message { line += ", because \(message)" }
        // Figures change all the time; they are in the status.
        if let waiting, !phase.isTerminal { line += ", waits for \(waiting.prefix { $0 != "(" })" }
        return line
    }

    /// The end in one sentence.
    var ending: String {
        let why = message.map { ": \($0)" } ?? ""
        let before = stable ?? "what was before"
        switch phase {
        case .succeeded: return "\(service) runs \(target) in every pod."
        case .rolledBack: return "\(service) went back to \(before)\(why)."
        case .superseded: return "\(target) made way in \(service)\(why)."
        case .failed: return "\(target) could not be rolled out to \(service)\(why)."
        case .pending, .preparing, .progressing, .holding, .promoting, .rollingBack: return line
        }
    }

    /// Everything, for somebody who asks.
    var rows: [[String]] {
        var rows = [["Service", service], ["Revision", target], ["Before", stable ?? "not known yet"], ["Phase", phase.rawValue]]
        if !phase.isTerminal { rows += [["Step", step], ["Waits for", waiting ?? "nothing"]] }
        rows.append(["Share", "\(percent) % of the pods"])
        if let message { rows.append(["Because", message]) }
        for analysis in analyses {
            rows.append([
                analysis.metric,
                "\(analysis.verdict.rawValue): \(Self.share(analysis.new)) with \(target), \(Self.share(analysis.stable)) without",
            ])
        }
        return rows + history.map { [$0.at.text, $0.message] }
    }

    private static func share(_ tally: Tally) -> String { "\(tally.failures) bad of \(tally.attempts)" }
}
