import ReleaseEngine

/// A release on one line, as it is redrawn while it goes on.
package struct ReleaseLine: Sendable {
    private let report: RolloutReport

    package init(_ report: RolloutReport) { self.report = report }

    /// `Holding 2/3 [#####-----] 50 % v2 | v1 1,204 req, 0.08 % failed, p99 25 ms | v2 1,190 req, … | waiting: the step's hold`
    package var text: String {
        let place = report.phase.isTerminal ? report.phase.rawValue : "\(report.phase.rawValue) \(report.step)/\(report.steps)"
        var parts = ["\(place) \(Figures.bar(report.weight)) \(report.weight) % \(report.target)"]
        parts += figures
        if let waiting = report.waiting { parts.append("waiting: \(waiting)") }
        if let message = report.message { parts.append(message) }
        return parts.joined(separator: " | ")
    }

    /// What is worth a line of its own where lines are not redrawn: everything but figures that change all the time.
    package var key: String { "\(report.phase.rawValue) \(report.step) \(report.weight) \(report.message ?? "")" }

    /// At most so many columns.
    package func text(columns: Int) -> String {
        let text = text
        return text.count <= columns ? text : String(text.prefix(max(columns - 1, 0))) + "…"
    }

    private var figures: [String] {
        guard let errors = report.analysis("errors"), errors.stable.attempts + errors.new.attempts > 0 else { return [] }
        let latency = report.analysis("latency")
        let versions = [
            (report.stable ?? "before", errors.stable.side, latency?.stableLatency), (report.target, errors.new.side, latency?.newLatency),
        ]
        return versions.map { name, side, p99 in
            let latency = p99.map { ", p99 \(Figures.milliseconds($0))" } ?? ""
            return "\(name) \(Figures.count(side.attempts)) req, \(Figures.percent(side.percent)) failed\(latency)"
        }
    }
}
