package import Foundation

/// When an unresolved payment is taken up again.
package struct PaymentSchedule: Sendable {
    package let now: Date
    /// How long whoever just asked the provider has it to itself.
    package let lease: Duration
    package let firstBackoff: Duration
    package let longestBackoff: Duration

    package init(now: Date, lease: Duration, firstBackoff: Duration, longestBackoff: Duration) {
        self.now = now
        self.lease = lease
        self.firstBackoff = firstBackoff
        self.longestBackoff = longestBackoff
    }

    /// Sets when the payment is due next, after a transition with these directives.
    func apply(to record: inout PaymentRecord, directives: [PaymentDirective]) {
        record.updatedAt = now
        if directives.call != nil {
            record.resolveAt = now.adding(lease)
        } else if record.machine.isUnresolved {
            record.resolveAt = now.adding(backoff(attempts: record.attempts))
            record.attempts += 1
        } else {
            record.resolveAt = nil
            record.attempts = 0
        }
    }

    /// Doubles with each attempt, up to the longest.
    package func backoff(attempts: Int) -> Duration {
        min(longestBackoff, firstBackoff * (1 << min(max(0, attempts), 16)))
    }
}
