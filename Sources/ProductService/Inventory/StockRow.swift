package import Commerce

/// The stock of one SKU. Every change keeps `onHand = received - removed - sold` and nothing below zero but, after an
/// administrator took away units that were promised already, ``onHand`` itself.
package struct StockRow: Sendable, Equatable {
    package let sku: SKU
    /// Units in the building.
    package private(set) var onHand: Int
    /// Units of ``onHand`` that are held for orders under way.
    package private(set) var reserved: Int
    /// All units that were ever put on hand by an administrator or an import.
    package private(set) var received: Int
    /// All units that were ever taken away by them.
    package private(set) var removed: Int
    /// Units in committed reservations that were not given back.
    package private(set) var sold: Int
    /// Counts the updates of the row; the guard against a lost one.
    package let version: Int

    package init(sku: SKU, onHand: Int, reserved: Int, received: Int, removed: Int, sold: Int, version: Int) {
        self.sku = sku
        self.onHand = onHand
        self.reserved = reserved
        self.received = received
        self.removed = removed
        self.sold = sold
        self.version = version
    }

    /// A row with nothing on hand.
    package init(empty sku: SKU) {
        self.init(sku: sku, onHand: 0, reserved: 0, received: 0, removed: 0, sold: 0, version: 0)
    }

    /// Units that can be sold: never negative.
    package var available: Int { max(0, onHand - reserved) }

    /// Counts the stock anew: the difference was received or removed.
    package mutating func setOnHand(_ units: Int) {
        if units > onHand { received += units - onHand } else { removed += onHand - units }
        onHand = units
    }

    /// Sets units aside. The caller has checked ``available``.
    mutating func hold(_ units: Int) { reserved += units }

    /// Gives held units back to the shelf.
    mutating func unhold(_ units: Int) { reserved -= units }

    /// Held units leave the building.
    mutating func sell(_ units: Int) {
        reserved -= units
        onHand -= units
        sold += units
    }

    /// Sold units come back.
    mutating func restock(_ units: Int) {
        onHand += units
        sold -= units
    }
}
