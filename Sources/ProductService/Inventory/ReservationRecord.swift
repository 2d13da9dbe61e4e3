package import Commerce
import Foundation
package import ProductAPI
import Storage

/// A reservation as it is stored.
package struct ReservationRecord: Sendable, Equatable {
    package let order: OrderID
    package var status: Reservation.Status
    /// One line a SKU, in the order of the SKUs. Empty where an order was released before anything was reserved for it.
    package var lines: [StockLine]
    /// Milliseconds since 1970. Meaningful while ``status`` is held.
    package var expiresAt: Int

    package init(order: OrderID, status: Reservation.Status, lines: [StockLine], expiresAt: Int) {
        self.order = order
        self.status = status
        self.lines = lines
        self.expiresAt = expiresAt
    }

    /// The reservation as the API answers it.
    package var reservation: Reservation {
        Reservation(order: order, status: status, lines: lines, expiresAt: Date(milliseconds: expiresAt))
    }
}
