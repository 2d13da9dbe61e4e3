import Commerce
import Foundation
import OrderAPI
import PaymentAPI
import Storage

/// How a refund ends.
package enum RefundEnding: Sendable, Equatable {
    case succeeded
    /// The provider, or the payment service, refused it for good.
    case refused(Refusal)
    /// The payment service certainly did not process it: the same key may be tried afresh.
    case unavailable
}

extension RefundStore {
    /// Ends the refund, with its answer and its event, in one transaction. Throws ``LeaseLost`` when another replica drives it now.
    package func end(_ refund: LeasedRefund, _ ending: RefundEnding) async throws -> OrderOutcome {
        let instant = now()
        return try await database.write { connection in
            let status: Refund.Status = ending == .succeeded ? .succeeded : .failed
            let changed = try connection.execute(
                """
                UPDATE refunds SET status = \(status), updated_at = \(instant)
                WHERE id = \(refund.record.id) AND lease_epoch = \(refund.lease.epoch) AND status = 'pending'
                """)
            guard changed == 1 else { throw LeaseLost(subject: refund.record.id.rawValue) }
            return try Self.settle(refund.record, ending, at: instant, on: connection)
        }
    }

    private static func settle(
        _ refund: RefundRecord, _ ending: RefundEnding, at instant: Date, on connection: any DatabaseConnection
    ) throws -> OrderOutcome {
        switch ending {
        case .succeeded:
            let order = try credit(refund, at: instant, on: connection)
            try OutboxEvent(kind: .refunded, order: order).append(on: connection, at: instant)
            return try answer(.order(order, status: 200), refund, on: connection)
        case .refused(let refusal):
            try unclaim(refund, on: connection)
            return try answer(.refusal(refusal), refund, on: connection)
        case .unavailable:
            try unclaim(refund, on: connection)
            try IdempotencyRecord.free(refund.requestKey, subject: refund.id.rawValue, on: connection)
            return .failed(.paymentUnavailable)
        }
    }

    /// Adds to what the order shows as refunded. A cancelled order is left alone: its void counts everything that went back.
    private static func credit(_ refund: RefundRecord, at instant: Date, on connection: any DatabaseConnection) throws -> Order {
        try connection.execute(
            """
            UPDATE orders SET refunded = refunded + \(refund.amount.amount), updated_at = \(instant)
            WHERE id = \(refund.order) AND status = \(Order.Status.confirmed)
            """)
        guard let found = try OrderStore.find(refund.order, on: connection) else {
            throw DatabaseError.failed("the order of a refund is missing")
        }
        return found.record.order
    }

    private static func unclaim(_ refund: RefundRecord, on connection: any DatabaseConnection) throws {
        try connection.execute("UPDATE orders SET refund_claimed = refund_claimed - \(refund.amount.amount) WHERE id = \(refund.order)")
    }

    private static func answer(
        _ answer: StoredAnswer, _ refund: RefundRecord, on connection: any DatabaseConnection
    ) throws -> OrderOutcome {
        try IdempotencyRecord.store(answer, for: refund.requestKey, subject: refund.id.rawValue, on: connection)
        return .answered(answer)
    }
}

extension Refusal {
    init(exceeding refundable: Money) {
        self.init(
            status: 409, code: "refund_exceeds_capture", detail: "No more than \(refundable) of this order can be refunded.")
        self.refundable = refundable
    }

    static let refundFailed = Refusal(
        status: 409, code: "refund_failed", detail: "The payment provider refused the refund. Nothing was given back.")
}
