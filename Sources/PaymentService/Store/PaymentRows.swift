import Commerce
import Foundation
import PaymentAPI
import Storage

/// The rows of payments and refunds, inside one transaction.
struct PaymentRows {
    /// Another transaction changed the payment in between.
    struct Conflict: Error {}

    let connection: any DatabaseConnection

    /// Handles the event and stores the result. A request that changes nothing writes nothing.
    func advance(_ record: PaymentRecord, by event: PaymentEvent, schedule: PaymentSchedule) throws -> PaymentStep {
        var next = record
        let directives = try next.machine.handle(event)
        let isChanged = next.machine != record.machine
        if isChanged {
            next.version += 1
            next.attempts = 0
        }
        guard isChanged || directives.call != nil || event.reschedules else { return PaymentStep(record: record, directives: directives) }
        schedule.apply(to: &next, directives: directives)
        try update(next, from: record)
        return PaymentStep(record: next, directives: directives)
    }

    func insert(_ record: PaymentRecord) throws {
        let machine = record.machine
        let columns = PaymentColumns(machine.state)
        try connection.execute(
            """
            INSERT INTO payments (order_id, state, amount, currency, method, token, captured, refunded, decline_reason, version, attempts,
                resolve_at, created_at, updated_at)
            VALUES (\(machine.order), \(columns.state), \(machine.amount.amount), \(machine.amount.currency),
                \(machine.authorization?.method.method.rawValue), \(machine.authorization?.method.token), \(machine.captured.amount),
                \(machine.refunded.amount), \(columns.declineReason), \(record.version), \(record.attempts),
                \(record.resolveAt), \(record.updatedAt), \(record.updatedAt))
            """)
    }

    /// Throws ``Conflict`` unless the row is still at the version that was read.
    private func update(_ record: PaymentRecord, from old: PaymentRecord) throws {
        let machine = record.machine
        let columns = PaymentColumns(machine.state)
        let changed = try connection.execute(
            """
            UPDATE payments SET state = \(columns.state), captured = \(machine.captured.amount), refunded = \(machine.refunded.amount),
                decline_reason = \(columns.declineReason), version = \(record.version), attempts = \(record.attempts),
                resolve_at = \(record.resolveAt), updated_at = \(record.updatedAt)
            WHERE order_id = \(machine.order) AND version = \(old.version)
            """)
        guard changed == 1 else { throw Conflict() }
        for (position, refund) in machine.refunds.enumerated() {
            guard position < old.machine.refunds.count else {
                try insert(refund, at: position, of: record)
                continue
            }
            guard refund != old.machine.refunds[position] else { continue }
            try connection.execute(
                "UPDATE refunds SET status = \(refund.status.rawValue) WHERE order_id = \(machine.order) AND refund_id = \(refund.id)")
        }
    }

    private func insert(_ refund: Refund, at position: Int, of record: PaymentRecord) throws {
        try connection.execute(
            """
            INSERT INTO refunds (order_id, refund_id, position, amount, status, created_at)
            VALUES (\(record.machine.order), \(refund.id), \(position), \(refund.amount.amount), \(refund.status.rawValue),
                \(record.updatedAt))
            """)
    }
}

extension PaymentEvent {
    /// Whether the payment is put off or taken up by the event even when it stays as it was.
    fileprivate var reschedules: Bool {
        switch self {
        case .authorizeRequested, .captureRequested, .voidRequested, .refundRequested: false
        case .resumed, .answered, .notFound, .rejected, .unanswered: true
        }
    }
}
