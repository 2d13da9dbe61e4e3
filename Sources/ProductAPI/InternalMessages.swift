package import Commerce

/// The body of `POST /internal/quotes`: 1 to ``maximumSKUs`` SKUs.
package struct QuoteRequest: Codable, Sendable, Equatable {
    package static let maximumSKUs = 200
    package var skus: [SKU]

    package init(skus: [SKU]) { self.skus = skus }
}

/// The answer of `POST /internal/quotes`: the SKUs that exist.
package struct QuoteList: Codable, Sendable, Equatable {
    package var items: [Quote]

    package init(items: [Quote]) { self.items = items }
}

/// The body of `PUT /internal/reservations/{order}`. Lines of the same SKU are added up.
package struct ReservationRequest: Codable, Sendable, Equatable {
    package static let maximumLines = 100
    package static let maximumQuantity = 10_000
    package var lines: [StockLine]

    package init(lines: [StockLine]) { self.lines = lines }
}

/// What the problem `out_of_stock` says besides its code.
package struct OutOfStockLines: Codable, Sendable, Equatable {
    package var lines: [ShortLine]

    package init(lines: [ShortLine]) { self.lines = lines }
}

/// The body of `PUT /api/admin/inventory/{sku}`.
package struct InventoryCount: Codable, Sendable, Equatable {
    package var onHand: Int

    package init(onHand: Int) { self.onHand = onHand }
}

/// The stable codes of the product service's problems.
package enum ProductProblemCode {
    package static let outOfStock = "out_of_stock"
    package static let reservationClosed = "reservation_closed"
    package static let reservationLapsed = "reservation_lapsed"
}
