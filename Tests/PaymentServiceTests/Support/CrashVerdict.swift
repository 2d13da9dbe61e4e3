import Commerce
import PaymentService

/// What does not add up about one payment after everything has settled.
struct CrashVerdict {
    let promise: CrashScript.Promise
    let fact: PaymentFact?
    let entry: SandboxEntry?

    var faults: [String] {
        guard let fact else { return promise.isEmpty && entry == nil ? [] : ["the payment is lost: \(promise)"] }
        return (ownFaults(fact) + bookFaults(fact) + promiseFaults(fact)).map { "\($0); \(fact); \(entry.map { "\($0)" } ?? "no entry")" }
    }

    private func ownFaults(_ fact: PaymentFact) -> [String] {
        var faults: [String] = []
        if !fact.isResolved { faults.append("not resolved") }
        if !["authorized", "declined", "captured", "voided"].contains(fact.state) { faults.append("not final") }
        if fact.pendingRefunds.amount != 0 { faults.append("a refund is pending") }
        if fact.captured.amount != 0, fact.captured != fact.amount { faults.append("captured in part") }
        if fact.refunded.amount > fact.captured.amount { faults.append("refunded more than was captured") }
        if fact.state == "voided", fact.refunded != fact.captured { faults.append("voided but not given back") }
        return faults
    }

    private func bookFaults(_ fact: PaymentFact) -> [String] {
        guard let entry else { return fact.captured.amount == 0 && fact.state != "authorized" ? [] : ["no charge in the books"] }
        var faults: [String] = []
        if entry.captures != (entry.captured.amount == 0 ? 0 : 1) { faults.append("captured \(entry.captures) times") }
        if entry.captured.amount != fact.captured.amount { faults.append("captured is not the same") }
        if entry.refunded.amount != fact.refunded.amount { faults.append("refunded is not the same") }
        let fitting = [
            "authorized": ["authorized"], "declined": ["declined"], "captured": ["captured"], "voided": ["voided", "captured", "declined"],
        ]
        if !(fitting[fact.state] ?? []).contains(entry.status) { faults.append("the states do not fit") }
        return faults
    }

    private func promiseFaults(_ fact: PaymentFact) -> [String] {
        var faults: [String] = []
        if promise.isVoided, !["voided", "declined"].contains(fact.state) { faults.append("a void was acknowledged") }
        if promise.isCaptured, !["captured", "voided"].contains(fact.state) { faults.append("a capture was acknowledged") }
        if promise.refunded > fact.refunded.amount { faults.append("refunds of \(promise.refunded) were acknowledged") }
        return faults
    }
}
