import Foundation

extension BenchReport {
    /// The ratios for people, a line each.
    var table: String {
        let head = ["", "a second", "over", "a second", "ratio", "in any round"]
        let rows = [head] + comparisons.map(Self.row)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row.indices, row).map { column, text in
                Self.isNumeric(column) ? Self.left(widths[column] - text.count) + text : text + Self.left(widths[column] - text.count)
            }.joined(separator: "  ")
        }
        let load = String(format: "%.2f", conditions.load)
        let details = comparisons.flatMap { comparison in
            comparison.details.sorted { $0.key < $1.key }.map { "\(comparison.name): \($0.key) \(Self.text($0.value))" }
        }
        return (["\(conditions.cores) cores, load average \(load) before, medians of \(rounds) rounds", ""] + lines + [""] + details)
            .joined(separator: "\n")
    }

    private static func row(_ comparison: Comparison) -> [String] {
        [
            comparison.subject.name, text(comparison.subject.median), comparison.baseline.name, text(comparison.baseline.median),
            String(format: "%.2f", comparison.ratio), comparison.ratioOfRounds.map { String(format: "%.2f", $0) }.joined(separator: "-"),
        ]
    }

    private static func isNumeric(_ column: Int) -> Bool { ![0, 2].contains(column) }

    private static func left(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func text(_ value: Double) -> String { String(format: value >= 100 ? "%.0f" : "%.2f", value) }
}
