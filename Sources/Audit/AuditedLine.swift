package import Commerce

/// Units of one SKU in an order or a reservation.
package struct AuditedLine: Codable, Hashable, Sendable {
    package var sku: SKU
    package var quantity: Int

    package init(sku: SKU, quantity: Int) {
        self.sku = sku
        self.quantity = quantity
    }
}
