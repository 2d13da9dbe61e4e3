import Commerce
import Foundation
import PaymentService
import TestKit
import Testing

@Suite("The sandbox provider")
struct SandboxProviderTests {
    private let order = OrderID.random()
    private let key = IdempotencyKey("authorize")

    @Test("authorizes, captures and refunds, each once for its key, and keeps books")
    func happyPath() async throws {
        try await PaymentWorld.with { world in
            for _ in 1...2 { #expect(try await authorize(world, "tok_visa").status == .authorized) }
            for _ in 1...2 {
                let charge = try await world.sandbox.capture(Samples.usd(1_000), of: order, key: IdempotencyKey("capture"))
                #expect(charge.status == .captured(Samples.usd(1_000)))
            }
            for _ in 1...2 {
                let charge = try await world.sandbox.refund(Samples.usd(400), of: order, key: IdempotencyKey("refund"))
                #expect(charge.refunds == [IdempotencyKey("refund"): Samples.usd(400)])
            }
            let entry = try #require(try await world.entry(of: order))
            #expect(entry.captures == 1)
            #expect(entry.captured == Samples.usd(1_000))
            #expect(entry.refunded == Samples.usd(400))
        }
    }

    @Test("declines tok_declined, and refuses what is no token without a trace")
    func tokens() async throws {
        try await PaymentWorld.with { (world) async throws in
            await #expect(throws: ProviderError.rejected(.invalidToken)) { try await authorize(world, "tok_unheard_of") }
            #expect(try await world.sandbox.find(order) == nil)
            #expect(try await authorize(world, "tok_declined").status == .declined(reason: "card_declined"))
            await #expect(throws: ProviderError.rejected(.notAuthorized)) { try await capture(world, 1_000, "capture") }
        }
    }

    @Test("takes its time over tok_slow")
    func slow() async throws {
        try await PaymentWorld.with { (world) async throws in
            let started = world.clock.now()
            #expect(try await authorize(world, "tok_slow").status == .authorized)
            #expect(world.clock.now().timeIntervalSince(started) == 2)
        }
    }

    @Test("does not answer for tok_timeout, says processing for a second, and then captured, once")
    func timeout() async throws {
        try await PaymentWorld.with { (world) async throws in
            await #expect(throws: ProviderError.outcomeUnknown) { try await authorize(world, "tok_timeout") }
            world.clock.advance(by: .milliseconds(900))
            #expect(try await world.sandbox.find(order)?.status == .processing)
            await #expect(throws: ProviderError.rejected(.stillProcessing)) {
                try await world.sandbox.void(order, key: IdempotencyKey("void"))
            }
            await #expect(throws: ProviderError.rejected(.stillProcessing)) { try await capture(world, 1_000, "capture") }
            world.clock.advance(by: .milliseconds(200))
            for _ in 1...2 { #expect(try await world.sandbox.find(order)?.status == .captured(Samples.usd(1_000))) }
            #expect(try await world.entry(of: order)?.captures == 1)
        }
    }

    @Test("captures no more than was authorized, and once")
    func captureRules() async throws {
        try await PaymentWorld.with { world in
            await #expect(throws: ProviderError.rejected(.unknownCharge)) { try await capture(world, 1, "a") }
            _ = try await authorize(world, "tok_visa")
            await #expect(throws: ProviderError.rejected(.exceedsAuthorization)) { try await capture(world, 1_001, "b") }
            _ = try await capture(world, 1_000, "c")
            await #expect(throws: ProviderError.rejected(.alreadyCaptured)) { try await capture(world, 1_000, "d") }
            await #expect(throws: ProviderError.rejected(.alreadyCaptured)) {
                try await world.sandbox.void(order, key: IdempotencyKey("e"))
            }
        }
    }

    @Test("refunds no more than was captured")
    func refundRules() async throws {
        try await PaymentWorld.with { world in
            _ = try await authorize(world, "tok_visa")
            await #expect(throws: ProviderError.rejected(.exceedsCapture)) { try await refund(world, 1, "a") }
            _ = try await capture(world, 1_000, "capture")
            _ = try await refund(world, 999, "b")
            await #expect(throws: ProviderError.rejected(.exceedsCapture)) { try await refund(world, 2, "c") }
            _ = try await refund(world, 1, "d")
            #expect(try await world.entry(of: order)?.refunded == Samples.usd(1_000))
        }
    }

    @Test("closes an order by a void, before or after its authorization")
    func voids() async throws {
        try await PaymentWorld.with { world in
            #expect(try await world.sandbox.void(order, key: IdempotencyKey("void")).status == .voided)
            #expect(try await authorize(world, "tok_visa").status == .voided)
            await #expect(throws: ProviderError.rejected(.notAuthorized)) { try await capture(world, 1_000, "capture") }

            let other = OrderID.random()
            let request = ProviderAuthorization(order: other, amount: Samples.usd(5), token: "tok_visa")
            _ = try await world.sandbox.authorize(request, key: IdempotencyKey("other"))
            #expect(try await world.sandbox.void(other, key: IdempotencyKey("void-other")).status == .voided)
        }
    }

    @Test("refuses a key that comes back with other parameters, and a second charge of one order")
    func keyReuse() async throws {
        try await PaymentWorld.with { world in
            _ = try await authorize(world, "tok_visa")
            await #expect(throws: ProviderError.rejected(.keyReused)) { try await authorize(world, "tok_slow") }
            await #expect(throws: ProviderError.rejected(.keyReused)) { try await capture(world, 1_000, "authorize") }
            let request = ProviderAuthorization(order: order, amount: Samples.usd(1_000), token: "tok_visa")
            await #expect(throws: ProviderError.rejected(.keyReused)) {
                try await world.sandbox.authorize(request, key: IdempotencyKey("second"))
            }
        }
    }

    private func authorize(_ world: PaymentWorld, _ token: String) async throws -> ProviderCharge {
        try await world.sandbox.authorize(ProviderAuthorization(order: order, amount: Samples.usd(1_000), token: token), key: key)
    }

    private func capture(_ world: PaymentWorld, _ amount: Int, _ key: String) async throws -> ProviderCharge {
        try await world.sandbox.capture(Samples.usd(amount), of: order, key: IdempotencyKey(key))
    }

    private func refund(_ world: PaymentWorld, _ amount: Int, _ key: String) async throws -> ProviderCharge {
        try await world.sandbox.refund(Samples.usd(amount), of: order, key: IdempotencyKey(key))
    }
}
