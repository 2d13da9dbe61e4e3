/// Which proxies answer and which have everything, as the status of the objects says it.
struct ProxySummary {
    private let present: [String]
    private let silent: [String]
    private let behind: [String]

    init(_ rollouts: [String: ProxyRollout]) {
        present = rollouts.filter(\.value.isRunning).keys.sorted()
        silent = rollouts.filter { !$0.value.isRunning }.keys.sorted()
        behind = rollouts.filter { !$0.value.isSettled }.keys.sorted()
    }

    /// Nil as long as there is nothing to say.
    /// - Parameter hadOlder: Whether an older version of the object is in force.
    func condition(_ verdict: MeshAdmission.Verdict, isLate: Bool, hadOlder: Bool) -> MeshCondition? {
        let rest = hadOlder ? "; the version before stays in force" : ""
        switch verdict {
        case .accepted:
            let absent = silent.isEmpty ? "" : "; \(silent.joined(separator: ", ")) does not answer"
            return condition(true, "Acknowledged", "in force in \(present.joined(separator: ", "))\(absent)")
        case .refused(let reason): return condition(false, "Refused", reason + rest)
        case .unresolved(let reason): return isLate ? condition(false, "Unresolved", reason + rest) : nil
        case .pending:
            return isLate ? condition(false, "Pending", "not yet acknowledged by \(behind.joined(separator: ", "))") : nil
        }
    }

    private func condition(_ isTrue: Bool, _ reason: String, _ message: String) -> MeshCondition {
        MeshCondition(type: "Reconciled", isTrue: isTrue, reason: reason, message: message)
    }
}
