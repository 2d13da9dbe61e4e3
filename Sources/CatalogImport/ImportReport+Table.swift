extension ImportReport {
    /// The report for people: a line of counts, then a line for each row that was refused or left out.
    package var table: String {
        var lines = [
            "\(dryRun ? "Would be created" : "Created") \(created), updated \(updated), unchanged \(unchanged), "
                + "refused \(rejectedTotal) rows, left out \(skippedTotal)"
        ]
        lines += rejected.map { fault in
            "  line \(fault.line), column \(fault.column)\(fault.field.map { " (\($0))" } ?? ""): \(fault.reason)"
        }
        if rejectedTotal > rejected.count { lines.append("  … and \(rejectedTotal - rejected.count) more") }
        lines += skipped.map { "  line \($0.line), \($0.handle): left out, \($0.reason)" }
        if skippedTotal > skipped.count { lines.append("  … and \(skippedTotal - skipped.count) more left out") }
        return lines.joined(separator: "\n")
    }
}
