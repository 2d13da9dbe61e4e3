import Commerce
import Foundation
package import OrderAPI
import Storage

/// Something that others are to hear of. It is written in the transaction that makes it true, and delivered later.
package struct OutboxEvent: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case confirmed = "order.confirmed"
        case rejected = "order.rejected"
        case cancelled = "order.cancelled"
        case refunded = "order.refunded"
    }

    package var kind: Kind
    /// The order as it is from now on.
    package var order: Order

    /// Appends the event within the caller's transaction. Its id sorts by time.
    func append(on connection: any DatabaseConnection, at instant: Date) throws {
        let id = Identifier<OutboxEvent>.timeOrdered(at: instant)
        try connection.execute(
            """
            INSERT INTO outbox (id, order_id, event, payload, created_at, published_at)
            VALUES (\(id), \(order.id), \(kind.rawValue), \(try Stored.text(order)), \(instant), NULL)
            """)
    }
}
