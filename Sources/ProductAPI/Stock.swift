package import Commerce
package import Foundation

/// A quantity of one SKU, at least 1.
package struct StockLine: Codable, Sendable, Hashable {
    package var sku: SKU
    package var quantity: Int

    package init(sku: SKU, quantity: Int) {
        self.sku = sku
        self.quantity = quantity
    }
}

/// What an order needs to know of a SKU: its price now and how to show it. Never served from a cache.
package struct Quote: Codable, Sendable, Equatable {
    package var sku: SKU
    package var handle: String
    package var productTitle: String
    package var variantTitle: String
    package var image: ProductImage?
    package var price: Money
    package var availability: Availability

    package init(
        sku: SKU, handle: String, productTitle: String, variantTitle: String, image: ProductImage?, price: Money, availability: Availability
    ) {
        self.sku = sku
        self.handle = handle
        self.productTitle = productTitle
        self.variantTitle = variantTitle
        self.image = image
        self.price = price
        self.availability = availability
    }
}

/// Stock held for an order. `POST /internal/quotes`, `PUT /internal/reservations/{order}` and its `/commit` and `/release` carry these.
package struct Reservation: Codable, Sendable, Equatable {
    package enum Status: String, Codable, Sendable {
        /// Units are set aside until ``expiresAt``.
        case held
        /// Units have left the stock for good.
        case committed
        /// Given back, and closed for this order for ever: a late `reserve` is refused.
        case released
        /// Lapsed before it was committed; may be reserved again.
        case expired
    }

    package var order: OrderID
    package var status: Status
    package var lines: [StockLine]
    package var expiresAt: Date

    package init(order: OrderID, status: Status, lines: [StockLine], expiresAt: Date) {
        self.order = order
        self.status = status
        self.lines = lines
        self.expiresAt = expiresAt
    }
}

/// A line that could not be reserved, as the `lines` of the problem `out_of_stock`.
package struct ShortLine: Codable, Sendable, Equatable {
    package var sku: SKU
    package var requested: Int
    package var available: Int

    package init(sku: SKU, requested: Int, available: Int) {
        self.sku = sku
        self.requested = requested
        self.available = available
    }
}

/// Stock of one SKU, as `GET /api/admin/inventory/{sku}` answers it.
package struct InventoryLevel: Codable, Sendable, Equatable {
    package var sku: SKU
    /// Units in the building.
    package var onHand: Int
    /// Units of ``onHand`` that are held for orders under way.
    package var reserved: Int
    /// Units that can be sold: never negative.
    package var available: Int { max(0, onHand - reserved) }

    package init(sku: SKU, onHand: Int, reserved: Int) {
        self.sku = sku
        self.onHand = onHand
        self.reserved = reserved
    }

    private enum CodingKeys: String, CodingKey { case sku, onHand, reserved, available }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            sku: try container.decode(SKU.self, forKey: .sku), onHand: try container.decode(Int.self, forKey: .onHand),
            reserved: try container.decode(Int.self, forKey: .reserved))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sku, forKey: .sku)
        try container.encode(onHand, forKey: .onHand)
        try container.encode(reserved, forKey: .reserved)
        try container.encode(available, forKey: .available)
    }
}
