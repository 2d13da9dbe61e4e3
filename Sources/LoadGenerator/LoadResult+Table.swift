extension LoadResult {
    /// The result for people; latencies are in milliseconds.
    package var table: String {
        let header = ["", "finished", "ok", "refused", "shed", "failed", "repeated", "p50", "p90", "p99", "p99.9", "max"]
        let rows = Operation.allCases.compactMap { name in operations[name].map { Self.row(name.rawValue, $0) } }
        var lines = Self.aligned([header] + rows + [Self.row("total", total)])
        lines += ["", summary]
        lines += details("Answers", total.labels)
        lines += details("Repeated because of", total.repeated)
        if !incidents.isEmpty { lines += ["", "The first that failed or were put off:"] + incidents.map { "  \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: String {
        let seconds = Double(elapsedMilliseconds) / 1000
        var parts = ["\(started) of \(scheduled) arrivals in \(oneDecimal(seconds)) s", "\(acknowledged) orders acknowledged"]
        parts.append(dropped == 0 ? "none dropped" : "\(dropped) DROPPED here: too many in flight")
        if failovers > 0 { parts.append("\(failovers) went to another target") }
        if isInterrupted { parts.append("stopped early") }
        return parts.joined(separator: ", ") + "."
    }

    private static func row(_ name: String, _ result: OperationResult) -> [String] {
        let counts = [Outcome.succeeded, .refused, .shed, .failed].map { String(result.outcomes[$0] ?? 0) }
        let latency = result.latency
        let times = [latency.p50, latency.p90, latency.p99, latency.p999, latency.max].map { oneDecimal(Double($0) / 1000) }
        return [name, String(result.finished)] + counts + [String(result.repeated.values.reduce(0, +))] + times
    }

    private func details(_ title: String, _ counts: [String: Int]) -> [String] {
        guard !counts.isEmpty else { return [] }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return ["\(title): " + sorted.map { "\($0.key) × \($0.value)" }.joined(separator: ", ") + "."]
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }
            return cells.joined(separator: "  ")
        }
    }
}

/// The number with one decimal, such as `12.3`.
func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}
