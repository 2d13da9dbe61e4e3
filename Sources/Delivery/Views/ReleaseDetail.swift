import KubeModel
import ReleaseEngine

/// One release in full: where it stands, what was measured, what has happened.
package struct ReleaseDetail: Sendable {
    private let report: RolloutReport

    package init(_ report: RolloutReport) { self.report = report }

    /// A line for each thing there is to know.
    package var facts: [[String]] {
        var facts = [
            ["Release", report.name], ["Service", report.service], ["To", report.target], ["From", report.stable ?? "not known yet"],
            ["Phase", report.phase.rawValue + (report.isPaused ? ", paused" : "")], ["Step", "\(report.step) of \(report.steps)"],
            ["Weight", "\(Figures.bar(report.weight)) \(report.weight) % of the requests to \(report.target)"],
        ]
        if let waiting = report.waiting { facts.append(["Waits for", waiting]) }
        if let reason = report.reason { facts.append(["Reason", reason]) }
        if let message = report.message { facts.append(["Because", message]) }
        return facts
    }

    /// The metrics, with what was counted since the present weight is live; only the head when none was looked at.
    package var metrics: [[String]] {
        let (stable, target) = (report.stable ?? "before", report.target)
        return [["METRIC", "VERDICT", "BAD OF \(stable)", "BAD OF \(target)", "P99", "AGAINST IT", "FOR IT"]]
            + report.analyses.map { analysis in
                [
                    name(of: analysis), analysis.message.map { "\(analysis.verdict.rawValue): \($0)" } ?? analysis.verdict.rawValue,
                    share(analysis.stable), share(analysis.new), latencies(analysis),
                    progress(analysis.evidence, analysis.condemnsAt), progress(analysis.clearance, analysis.clearsAt),
                ]
            }
    }

    /// What happened, the oldest first.
    package var history: [[String]] {
        [["AT", "PHASE", "STEP", "WEIGHT", "WHAT"]]
            + report.history.map { [$0.at.text, $0.phase.rawValue, "\($0.step + 1)", "\($0.weight) %", $0.message] }
    }

    private func name(of analysis: MetricAnalysis) -> String {
        analysis.slowAbove.map { "\(analysis.metric) above \(Figures.milliseconds($0))" } ?? analysis.metric
    }

    private func share(_ tally: Tally) -> String {
        "\(Figures.percent(tally.side.percent)) of \(Figures.count(tally.attempts))"
    }

    private func latencies(_ analysis: MetricAnalysis) -> String {
        guard analysis.stableLatency != nil || analysis.newLatency != nil else { return "" }
        return "\(Figures.milliseconds(analysis.stableLatency)), \(Figures.milliseconds(analysis.newLatency))"
    }

    /// How far evidence is on its way: `43 %`, at most 100.
    private func progress(_ evidence: Double, _ needed: Double) -> String {
        guard needed > 0, evidence.isFinite else { return evidence > 0 ? "100 %" : "0 %" }
        return "\(Int(min(max(evidence / needed, 0), 1) * 100)) %"
    }
}
