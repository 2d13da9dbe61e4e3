package import Commerce
package import Foundation

/// The reservation of one order in the product service.
package struct ReservationFact: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        case held, committed, released, expired
    }

    package var order: OrderID
    package var status: Status
    package var lines: [AuditedLine]
    /// When its status last changed; without it, it counts as old.
    package var updatedAt: Date

    package init(order: OrderID, status: Status, lines: [AuditedLine], updatedAt: Date = .distantPast) {
        self.order = order
        self.status = status
        self.lines = lines
        self.updatedAt = updatedAt
    }
}
