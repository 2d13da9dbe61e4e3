import Commerce
import Logging
import PaymentAPI
import PaymentService
import TestKit
import Testing

@Suite("The payment resolver")
struct PaymentResolverTests {
    @Test("resolves at a tick what has become due, and ends with its ticks")
    func resolvesAtTicks() async throws {
        try await PaymentWorld.with { world in
            let order = OrderID.random()
            _ = try await world.processor.authorize(Samples.authorization(token: "tok_timeout"), for: order)
            world.clock.advance(by: .seconds(2))
            let (ticks, tick) = AsyncStream<Void>.makeStream()
            tick.yield()
            tick.finish()
            try await PaymentResolver(processor: world.processor, ticks: ticks, logger: Logger(label: "test")).run()
            #expect(try await world.fact(of: order)?.state == "captured")
        }
    }

    @Test("retries an authorization that never reached the provider, and closes one that is not wanted any more")
    func lostAuthorizations() async throws {
        try await PaymentWorld.with { world in
            let fuse = Fuse(burnsAfter: 0)
            let cutOff = world.processor(database: world.database, provider: FusedProvider(world.sandbox, fuse, blownMeans: .unavailable))
            let (wanted, unwanted) = (OrderID.random(), OrderID.random())
            _ = try await cutOff.authorize(Samples.visa, for: wanted)
            _ = try await cutOff.authorize(Samples.visa, for: unwanted)
            #expect(try await cutOff.void(unwanted).status == .voiding)
            #expect(try await world.entry(of: wanted) == nil)
            try await world.settle()
            #expect(try await world.fact(of: wanted)?.state == "authorized")
            #expect(try await world.fact(of: unwanted)?.state == "voided")
            // A request that was still on its way to the provider finds the order closed.
            let late = ProviderAuthorization(order: unwanted, amount: Samples.usd(1_000), token: "tok_visa")
            #expect(try await world.sandbox.authorize(late, key: ProviderCall.authorize.key(for: unwanted)).status == .voided)
        }
    }

    @Test("gives no payment to a second replica while the first one's lease lasts")
    func leases() async throws {
        try await PaymentWorld.with { (world) async throws in
            let order = OrderID.random()
            let dying = world.processor(
                database: FusedDatabase(world.database, Fuse(burnsAfter: 2)), provider: world.sandbox)
            await #expect(throws: Fuse.Blown.self) { try await dying.authorize(Samples.visa, for: order) }
            #expect(try await world.processor.resolveDue() == 0)
            world.clock.advance(by: .seconds(5))
            #expect(try await world.processor.resolveDue() == 1)
            #expect(try await world.fact(of: order)?.state == "authorized")
        }
    }

    @Test("does not wait longer for a provider than allowed")
    func timeLimit() async throws {
        try await PaymentWorld.with { world in
            let silent = FusedProvider(world.sandbox, Fuse(burnsAfter: nil), hangs: true)
            let limited = TimeLimitedProvider(silent, limit: { .milliseconds(1) }, sleep: { _ in })
            await #expect(throws: ProviderError.outcomeUnknown) { try await limited.find(.random()) }
        }
    }
}
