package import Commerce
package import Foundation

/// One order in the order service.
package struct OrderFact: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        case processing, confirmed, rejected, cancelled
    }

    package var id: OrderID
    /// For people, such as `S-1042`.
    package var number: String
    package var status: Status
    /// Whether nothing is left to do for it: captured and committed when confirmed, voided and released when rejected or cancelled.
    package var sagaDone: Bool
    package var items: [AuditedLine]
    package var total: Money
    package var createdAt: Date
    /// When its status or the step of its saga last changed. Retries of a step must not move it, else a stuck order looks young.
    package var updatedAt: Date
    /// The key it was placed with and answers; nil if the service has not kept it, or has freed it for another try.
    package var idempotencyKey: String?

    package init(
        id: OrderID, number: String, status: Status, sagaDone: Bool, items: [AuditedLine], total: Money, createdAt: Date, updatedAt: Date,
        idempotencyKey: String?
    ) {
        self.id = id
        self.number = number
        self.status = status
        self.sagaDone = sagaDone
        self.items = items
        self.total = total
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.idempotencyKey = idempotencyKey
    }
}
