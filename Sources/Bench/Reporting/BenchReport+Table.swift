import Foundation

extension BenchReport {
    /// Ratios and figures for people, a line each.
    var table: String {
        let load = String(format: "%.2f", conditions.load)
        let head = ["\(conditions.cores) cores, load average \(load) before, medians of \(rounds) rounds"]
        return [head, ratios, quantities].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var ratios: [String] {
        guard !comparisons.isEmpty else { return [] }
        let head = ["", "a second", "over", "a second", "ratio", "in any round"]
        let details = comparisons.flatMap { comparison in
            comparison.details.sorted { $0.key < $1.key }.map { "\(comparison.name): \($0.key) \(Self.text($0.value))" }
        }
        return TextColumns.lines([head] + comparisons.map(Self.row), numeric: [1, 3, 4, 5]) + [""] + details
    }

    private var quantities: [String] {
        guard !figures.isEmpty else { return [] }
        let head = ["", "unit", "samples", "median", "p99", "max", "aim"]
        let parts = figures.flatMap { figure in
            figure.parts.sorted { $0.key < $1.key }.map { "\(figure.name): \($0.key) \(Self.text($0.value)) \(figure.unit)" }
        }
        return TextColumns.lines([head] + figures.map(Self.row), numeric: [2, 3, 4, 5]) + [""] + parts
    }

    private static func row(_ comparison: Comparison) -> [String] {
        [
            comparison.subject.name, text(comparison.subject.median), comparison.baseline.name, text(comparison.baseline.median),
            String(format: "%.2f", comparison.ratio), comparison.ratioOfRounds.map { String(format: "%.2f", $0) }.joined(separator: "-"),
        ]
    }

    private static func row(_ figure: Figure) -> [String] {
        let aim = figure.aim.map { "\($0.isMet ? "met" : "missed"): \($0.statistic.rawValue) at most \(text($0.atMost))" }
        return [figure.name, figure.unit, "\(figure.count)", text(figure.median), text(figure.p99), text(figure.max), aim ?? ""]
    }

    private static func text(_ value: Double) -> String { String(format: abs(value) >= 100 ? "%.0f" : "%.2f", value) }
}
