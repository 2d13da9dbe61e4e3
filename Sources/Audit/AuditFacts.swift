/// Everything an audit compares, as the databases had it.
///
/// In a shop that is open, read the journal first, then the orders, then the rest: what an order has settled is then there to be found.
/// What the others have of orders placed in the meantime is told by its `updatedAt`.
package struct AuditFacts: Sendable {
    package var stock: [StockFact]
    package var reservations: [ReservationFact]
    package var payments: [PaymentFact]
    /// Nil where the provider's books cannot be read: then nothing is said about them.
    package var charges: [ChargeFact]?
    package var orders: [OrderFact]
    /// What clients were told; empty without a journal.
    package var acknowledged: [AcknowledgedOrder]

    package init(
        stock: [StockFact] = [], reservations: [ReservationFact] = [], payments: [PaymentFact] = [], charges: [ChargeFact]? = nil,
        orders: [OrderFact] = [], acknowledged: [AcknowledgedOrder] = []
    ) {
        self.stock = stock
        self.reservations = reservations
        self.payments = payments
        self.charges = charges
        self.orders = orders
        self.acknowledged = acknowledged
    }
}
