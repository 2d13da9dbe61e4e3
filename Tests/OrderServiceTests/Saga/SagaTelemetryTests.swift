import Commerce
import Foundation
import InMemoryLogging
import Logging
import MetricsTestKit
import OrderService
import ProductAPI
import TestKit
import Testing

/// What orders count and log.
@Suite struct SagaTelemetryTests {
    @Test func eachOutcomeIsCountedAndEachStepTimed() async throws {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 2)
            let mug = try #require(SKU("MUG"))
            let metrics = TestMetrics()
            for (index, token) in ["tok_declined", "tok_visa", "tok_visa"].enumerated() {
                let order = try await world.place("key-\(index)", token: token, lines: [StockLine(sku: mug, quantity: 2)])
                try await world.driver(metrics: OrderMetrics(factory: metrics)).drive(order, beginning: .started)
            }
            for outcome in ["confirmed", "payment_declined", "out_of_stock"] {
                #expect(try metrics.expectCounter("souk_orders_total", [("outcome", outcome)]).totalValue == 1, "\(outcome)")
            }
            for (step, count) in [("reserve", 3), ("authorize", 2), ("capture", 1), ("commit", 1), ("release", 1)] {
                #expect(try metrics.expectTimer("souk_saga_step_seconds", [("step", step)]).values.count == count, "\(step)")
            }
        }
    }

    @Test func neitherTokensNorAddressesAreLogged() async throws {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            let mug = try #require(SKU("MUG"))
            let logs = InMemoryLogHandler()
            var logger = Logger(label: "order-test") { _ in logs }
            logger.logLevel = .trace
            for (index, token) in CrashStormTests.tokens.enumerated() {
                let order = try await world.place("key-\(index)", token: token, lines: [StockLine(sku: mug, quantity: 2)])
                _ = try? await world.driver(SeededFaults(seed: UInt64(index), rarity: 4), logger: logger).drive(order, beginning: .started)
            }
            #expect(!logs.entries.isEmpty)
            let texts = logs.entries.map { "\($0.message) \($0.metadata)" }
            #expect(texts.allSatisfy { !$0.contains("tok_") && !$0.contains("@example.com") })
        }
    }
}
