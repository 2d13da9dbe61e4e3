package import Commerce

/// An order that a client was told is confirmed: one line of the load generator's journal.
package struct AcknowledgedOrder: Codable, Hashable, Sendable {
    package var id: OrderID
    package var number: String
    package var idempotencyKey: String
    package var total: Money

    package init(id: OrderID, number: String, idempotencyKey: String, total: Money) {
        self.id = id
        self.number = number
        self.idempotencyKey = idempotencyKey
        self.total = total
    }
}
