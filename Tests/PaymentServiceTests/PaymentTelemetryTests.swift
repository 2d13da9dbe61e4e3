import Commerce
import InMemoryLogging
import Logging
import MetricsTestKit
import PaymentAPI
import PaymentService
import Storage
import TestKit
import Testing

@Suite("What payments count and log")
struct PaymentTelemetryTests {
    @Test("counts each outcome once and times each provider call")
    func metrics() async throws {
        try await PaymentWorld.with { world in
            let metrics = TestMetrics()
            let service = world.processor(
                database: world.database, provider: world.sandbox, metrics: PaymentMetrics(factory: metrics))
            let order = OrderID.random()
            for _ in 1...2 { _ = try await service.authorize(Samples.visa, for: order) }
            for _ in 1...2 { _ = try await service.capture(order) }
            _ = try await service.void(order)
            _ = try await service.authorize(Samples.authorization(token: "tok_declined"), for: .random())
            _ = try await service.authorize(Samples.authorization(token: "tok_timeout"), for: .random())
            for outcome in ["authorized", "captured", "voided", "declined", "unanswered"] {
                #expect(try metrics.expectCounter("souk_payments_total", [("outcome", outcome)]).totalValue == 1, "\(outcome)")
            }
            let answered = try metrics.expectTimer("souk_provider_call_seconds", [("operation", "authorize"), ("result", "answered")])
            #expect(answered.values.count == 2)
            let unknown = try metrics.expectTimer("souk_provider_call_seconds", [("operation", "authorize"), ("result", "unknown")])
            #expect(unknown.values.count == 1)
        }
    }

    @Test("never logs a token, whatever goes wrong")
    func logs() async throws {
        try await PaymentWorld.with { world in
            let logs = InMemoryLogHandler()
            var logger = Logger(label: "payment-test") { _ in logs }
            logger.logLevel = .trace
            for effects in 2...8 {
                let fuse = Fuse(burnsAfter: effects)
                let service = world.processor(
                    database: FusedDatabase(world.database, fuse, blownMeans: DatabaseError.failed("disk full")),
                    provider: FusedProvider(world.sandbox, fuse), logger: logger)
                let order = OrderID.random()
                _ = try? await service.authorize(Samples.authorization(token: "tok_timeout"), for: order)
                world.clock.advance(by: .seconds(10))
                _ = try? await service.resolveDue()
            }
            let entries = logs.entries
            #expect(!entries.isEmpty)
            #expect(entries.allSatisfy { !"\($0.message) \($0.metadata)".contains("tok_") })
        }
    }
}
