import Commerce
import Foundation
import HotConfig
import Logging
import OrderAPI
import OrderService
import PaymentAPI
import ProductAPI
import Storage
import TestKit

/// A database, the books of the two other services, and a hand to move the time: what survives when replicas die.
struct SagaWorld: Sendable {
    static let lease: TimeInterval = 10

    let database: any Database
    let time = ManualNow()
    let stock: StockLedger
    let payments = PaymentLedger()
    let config: HotConfig<OrderConfig> = .fixed()

    init(_ database: any Database) async throws {
        self.database = database
        stock = StockLedger(now: time.now)
        try await Migrator.migrate(database, OrderMigrations.all)
    }

    var orders: OrderStore { OrderStore(database: database, now: time.now) }

    /// A replica whose every call passes through `faults`.
    func driver(
        _ faults: any Interference = NoInterference(), metrics: OrderMetrics = OrderMetrics(),
        logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    ) -> SagaDriver {
        SagaDriver(
            store: OrderStore(database: FaultyDatabase(base: database, faults: faults), now: time.now),
            steps: SagaSteps(
                stock: FaultyStock(ledger: stock, faults: faults), payments: FaultyPayments(ledger: payments, faults: faults),
                metrics: metrics),
            config: config, clock: InstantClock(), now: time.now, logger: logger)
    }

    /// Writes an order down as the checkout does.
    func place(_ key: String, token: String, lines: [StockLine], through store: OrderStore? = nil) async throws -> LeasedOrder {
        let record = try draft(key, token: token, lines: lines)
        let idempotency = IdempotencyRecord(
            key: record.requestKey, fingerprint: "print", subject: record.id.rawValue, answer: nil, expiresAt: time.now() + 86_400)
        let lease = Lease(owner: "first", epoch: 1, expiresAt: time.now() + Self.lease)
        guard case .placed(let order) = try await (store ?? orders).place(record, key: idempotency, lease: lease) else {
            throw SimulatedCrash()
        }
        return order
    }

    private func draft(_ text: String, token: String, lines: [StockLine]) throws -> OrderRecord {
        guard let key = IdempotencyKey(text) else { throw SimulatedCrash() }
        let pricing = OrderPricing(rules: config.current.value.pricing)
        let items = try pricing.items(lines, quotes: stock.quotes(lines.map(\.sku)))
        let totals = try pricing.totals(items.map(\.lineTotal), country: "US")
        return OrderRecord(
            id: .timeOrdered(at: time.now()), number: 0, status: .processing, reason: nil, email: "a@example.com",
            shippingAddress: ShippingAddress(name: "A", line1: "B", city: "C", postalCode: "D", country: "US"), items: items,
            totals: totals, refunded: .zero(.usd), payment: PaymentMethod(token: token), idempotencyKey: text,
            requestKey: RequestKey(.placeOrder, key), saga: .reserving(giveUpAt: time.now() + 30), createdAt: time.now(),
            updatedAt: time.now())
    }

    /// Recovers, second by second, until every order is settled; returns after how many seconds, or nil if that never happens.
    func recover(within seconds: Int, faults: @Sendable (OrderID) -> any Interference = { _ in NoInterference() }) async throws -> Int? {
        for second in 0...seconds {
            let due = try await orders.claimDue(owner: "recovery-\(second)", until: time.now() + Self.lease, limit: 100_000)
            await withTaskGroup(of: Void.self) { group in
                for order in due {
                    let driver = driver(faults(order.record.id))
                    group.addTask { _ = try? await driver.drive(order, beginning: .resumed) }
                }
            }
            let facts = try await facts()
            if facts.allSatisfy(\.isSettled) { return second }
            time.advance(by: .seconds(1))
        }
        return nil
    }

    func facts() async throws -> [OrderFact] {
        try await OrderFacts(database: database).reduce(into: []) { $0.append($1) }
    }
}
