/// Collects findings, keeping the first of each code and counting the rest.
struct FindingLog {
    private(set) var totals: [AuditFinding.Code: Int] = [:]
    private var findings: [AuditFinding.Code: [AuditFinding]] = [:]

    mutating func add(_ code: AuditFinding.Code, _ subject: String, expected: String, found: String) {
        totals[code, default: 0] += 1
        guard findings[code, default: []].count < AuditReport.findingsPerCode else { return }
        findings[code, default: []].append(AuditFinding(code, subject: subject, expected: expected, found: found))
    }

    var inOrder: [AuditFinding] { AuditFinding.Code.allCases.flatMap { findings[$0] ?? [] } }
}
