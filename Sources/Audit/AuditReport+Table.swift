import Foundation

extension AuditReport {
    /// The report for people: what was checked, what does not add up, and what that means.
    package var table: String {
        var lines = [summary, checkedLine]
        guard !isClean else { return lines.joined(separator: "\n") + "\n" }
        let rows = findings.map { [String($0.invariant), $0.code.rawValue, $0.subject, $0.expected, $0.found] }
        lines += [""] + Self.aligned([["inv", "finding", "subject", "expected", "found"]] + rows)
        let codes = AuditFinding.Code.allCases.filter { totals[$0] != nil }
        lines.append("")
        lines += codes.map { code in
            let total = totals[code] ?? 0
            let shown = min(total, Self.findingsPerCode)
            return "\(code.rawValue): \(total)\(shown < total ? " (\(shown) shown)" : ""). \(code.explanation)"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: String {
        let total = totals.values.reduce(0, +)
        let time = at.formatted(.iso8601)
        return isClean ? "Everything adds up (\(time))." : "\(total) \(total == 1 ? "thing does" : "things do") not add up (\(time))."
    }

    private var checkedLine: String {
        let parts = [
            "\(checked.orders) orders (\(checked.confirmedOrders) confirmed, \(checked.ordersUnderWay) under way)",
            "\(checked.acknowledgedOrders) acknowledged to clients", "\(checked.skus) SKUs", "\(checked.reservations) reservations",
            "\(checked.payments) payments",
            checked.charges.map { "\($0) charges in the provider's books" } ?? "the provider's books not read",
        ]
        return "Checked: " + parts.joined(separator: ", ") + "."
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
