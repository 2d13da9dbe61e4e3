import Delivery
import KubeModel
import ReleaseEngine

/// How a ConfigRollout is shown.
struct ConfigRolloutView: Sendable {
    let report: RolloutReport

    init(_ report: RolloutReport) { self.report = report }

    /// `Holding 1/3: r7 for 25 % of the pods, waits for the step's hold`
    var line: String {
        let (phase, isOver) = (report.phase.rawValue, report.phase.isTerminal)
        var line = isOver ? phase : "\(phase) \(step)"
        line += ": \(report.target) for \(report.weight) % of the pods"
        if let message = report.message { line += ", because \(message)" }
        // Figures change all the time; they are in the status.
        if let waiting = report.waiting, !isOver { line += ", waits for \(waiting.prefix { $0 != "(" })" }
        return line
    }

    /// Everything, for somebody who asks.
    var rows: [[String]] {
        var rows = [
            ["Service", report.service], ["Revision", report.target], ["Before", report.stable ?? "not known yet"],
            ["Phase", report.phase.rawValue],
        ]
        if !report.phase.isTerminal { rows += [["Step", step], ["Waits for", report.waiting ?? "nothing"]] }
        rows.append(["Share", "\(report.weight) % of the pods"])
        if let message = report.message { rows.append(["Because", message]) }
        for analysis in report.analyses {
            let (new, stable) = (Self.share(analysis.new), Self.share(analysis.stable))
            rows.append([analysis.metric, "\(analysis.verdict.rawValue): \(new) with \(report.target), \(stable) without"])
        }
        return rows + report.history.map { [$0.at.text, $0.message] }
    }

    private var step: String { "\(report.step)/\(report.steps)" }

    private static func share(_ tally: Tally) -> String { "\(tally.failures) bad of \(tally.attempts)" }
}
