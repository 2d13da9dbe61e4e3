import Audit
import Commerce
import Foundation
import LoadGenerator
import Logging
import OrderAPI
import OrderService
import PaymentService
import ProductAPI
import ProductService
import StorageSQLite

/// Reads what the audit compares out of a shop's databases, in the order in which an open shop writes it backwards: first what
/// clients were told, then the orders, then what the orders rest on.
struct ShopBooks {
    let home: ShopHome
    private let logger = Logger(label: "souk.audit")

    init(home: ShopHome) { self.home = home }

    func facts(journal: String?) async throws -> AuditFacts {
        var facts = AuditFacts()
        facts.acknowledged = try journal.map { try OrderJournal.orders(inFile: $0) } ?? []
        facts.orders = try await OrderFacts(database: try database(.order)).reduce(into: []) { $0.append(Audit.OrderFact($1)) }
        facts.payments = try await PaymentFacts(database: try database(.payment)).reduce(into: []) { facts, payment in
            facts.append(try Audit.PaymentFact(payment))
        }
        facts.charges = try await SandboxBooks(database: try database(.sandboxProvider)).reduce(into: []) { $0.append(ChargeFact($1)) }
        let inventory = try await InventoryFacts(database: try database(.product)).fold(
            into: Inventory(), stock: { $0.stock.append(StockFact($1)) }, reservation: { $0.reservations.append(ReservationFact($1)) })
        facts.stock = inventory.stock
        facts.reservations = inventory.reservations
        return facts
    }

    private struct Inventory: Sendable {
        var stock: [StockFact] = []
        var reservations: [ReservationFact] = []
    }

    private func database(_ name: ShopDatabase) throws -> SQLiteDatabase {
        try SQLiteDatabase(path: home.path(of: name), readers: 1, logger: logger)
    }
}

// What concerns an order is as old as the order's id says, so that an order placed during the audit is not taken for a stray.

extension Audit.OrderFact {
    fileprivate init(_ order: OrderService.OrderFact) {
        self.init(
            id: order.id, number: "S-\(order.number)", status: Status(order.status), sagaDone: order.isSettled,
            items: order.items.map { AuditedLine(sku: $0.sku, quantity: $0.quantity) }, total: order.total, createdAt: order.createdAt,
            updatedAt: order.updatedAt, idempotencyKey: order.answeredKey)
    }
}

extension Audit.PaymentFact {
    fileprivate init(_ payment: PaymentService.PaymentFact) throws {
        self.init(
            order: payment.order, status: try Status(payment), amount: payment.amount, captured: payment.captured,
            refunded: payment.refunded, updatedAt: payment.order.creationDate ?? .distantPast)
    }
}

extension ChargeFact {
    fileprivate init(_ entry: SandboxEntry) {
        self.init(
            order: entry.order, key: entry.order.rawValue, captureCount: entry.captures, captured: entry.captured,
            refunded: entry.refunded, updatedAt: entry.order.creationDate ?? .distantPast)
    }
}

extension StockFact {
    fileprivate init(_ stock: InventoryFacts.Stock) {
        self.init(
            sku: stock.sku, onHand: stock.onHand, reserved: stock.reserved, received: stock.received, removed: stock.removed,
            sold: stock.sold)
    }
}

extension ReservationFact {
    fileprivate init(_ reservation: InventoryFacts.Reservation) {
        self.init(
            order: reservation.order, status: Status(reservation.status),
            lines: reservation.lines.map { AuditedLine(sku: $0.sku, quantity: $0.quantity) },
            updatedAt: reservation.order.creationDate ?? .distantPast)
    }
}
