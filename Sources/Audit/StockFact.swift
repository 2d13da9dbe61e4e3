package import Commerce

/// The inventory row of one SKU in the product service.
package struct StockFact: Codable, Hashable, Sendable {
    package var sku: SKU
    package var onHand: Int
    /// Units held for orders under way.
    package var reserved: Int
    /// The sum of all raises: what was ever put on hand.
    package var received: Int
    /// The sum of all lowerings.
    package var removed: Int
    /// Committed units less restocked ones.
    package var sold: Int

    package init(sku: SKU, onHand: Int, reserved: Int, received: Int, removed: Int, sold: Int) {
        self.sku = sku
        self.onHand = onHand
        self.reserved = reserved
        self.received = received
        self.removed = removed
        self.sold = sold
    }
}
