import Commerce
import Foundation
import PaymentAPI
import PaymentService
import Storage
import TestKit
import Testing

@Suite("The payment processor")
struct PaymentProcessorTests {
    private let order = OrderID.random()

    @Test("authorizes, captures and refunds, and repeats answer with the payment as it is")
    func happyPath() async throws {
        try await PaymentWorld.with { world in
            for _ in 1...2 {
                let outcome = try await world.processor.authorize(Samples.visa, for: order)
                #expect(outcome == .payment(payment(.authorized)))
            }
            for _ in 1...2 { #expect(try await world.processor.capture(order) == payment(.captured, captured: 1_000)) }
            let refund = RefundID.random()
            for _ in 1...2 {
                let outcome = try await world.processor.refund(refund, RefundRequest(amount: Samples.usd(300)), of: order)
                #expect(outcome == .refund(Refund(id: refund, status: .succeeded, amount: Samples.usd(300))))
            }
            #expect(try await world.processor.payment(for: order) == payment(.captured, captured: 1_000, refunded: 300))
            #expect(try await world.entry(of: order)?.refunded == Samples.usd(300))
        }
    }

    @Test("declines, and calls a token invalid that the provider does not know, at every repeat")
    func refusals() async throws {
        try await PaymentWorld.with { world in
            var declined = payment(.declined)
            declined.declineReason = "card_declined"
            #expect(try await world.processor.authorize(Samples.authorization(token: "tok_declined"), for: order) == .payment(declined))
            #expect(try await world.processor.void(order) == declined)

            let other = OrderID.random()
            for _ in 1...2 {
                let outcome = try await world.processor.authorize(Samples.authorization(token: "tok_nobody"), for: other)
                guard case .invalid = outcome else { throw Unexpected(outcome) }
            }
            #expect(try await world.entry(of: other) == nil)
        }
    }

    @Test("leaves an unknown outcome pending, and finds out when it is asked for, or by itself")
    func unknownOutcome() async throws {
        try await PaymentWorld.with { world in
            let slow = OrderID.random()
            for id in [order, slow] {
                let outcome = try await world.processor.authorize(Samples.authorization(token: "tok_timeout"), for: id)
                guard case .payment(let pending) = outcome, pending.status == .pending else { throw Unexpected(outcome) }
            }
            world.clock.advance(by: .milliseconds(1_100))
            #expect(try await world.processor.payment(for: order)?.status == .captured)
            #expect(try await world.fact(of: slow)?.state == "pending")
            #expect(try await world.processor.resolveDue() == 1)
            #expect(try await world.fact(of: slow)?.state == "captured")
            #expect(try await world.processor.resolveDue() == 0)
        }
    }

    @Test("answers with what is durable when the provider's answer cannot be stored")
    func databaseGone() async throws {
        try await PaymentWorld.with { (world) async throws in
            let failing = FusedDatabase(world.database, Fuse(burnsAfter: 2), blownMeans: DatabaseError.unavailable("locked"))
            let service = world.processor(database: failing, provider: world.sandbox)
            #expect(try await service.authorize(Samples.visa, for: order) == .payment(payment(.pending)))
            try await world.settle()
            #expect(try await world.processor.payment(for: order) == payment(.authorized))
        }
    }

    @Test("waits longer between attempts the longer nothing is known")
    func backoff() {
        let schedule = PaymentSchedule(
            now: .now, lease: .seconds(5), firstBackoff: .milliseconds(250), longestBackoff: .seconds(5))
        #expect((0...6).map(schedule.backoff) == [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000].map { .milliseconds($0) })
        #expect(schedule.backoff(attempts: .max) == .seconds(5))
    }

    @Test("voids whatever there is: nothing yet, an authorization, a capture, or what is not known yet")
    func voids() async throws {
        try await PaymentWorld.with { world in
            #expect(try await world.processor.void(order).status == .voided)
            guard case .payment(let late) = try await world.processor.authorize(Samples.visa, for: order) else {
                throw Unexpected("invalid")
            }
            #expect(late.status == .voided)
            #expect(try await world.entry(of: order) == nil)

            let authorized = OrderID.random()
            _ = try await world.processor.authorize(Samples.visa, for: authorized)
            #expect(try await world.processor.void(authorized).status == .voided)
            #expect(try await world.entry(of: authorized)?.status == "voided")

            let captured = OrderID.random()
            _ = try await world.processor.authorize(Samples.visa, for: captured)
            _ = try await world.processor.capture(captured)
            _ = try await world.processor.refund(.random(), RefundRequest(amount: Samples.usd(1)), of: captured)
            #expect(try await world.processor.void(captured) == payment(.voided, of: captured, captured: 1_000, refunded: 1_000))
            #expect(try await world.entry(of: captured)?.refunded == Samples.usd(1_000))

            let unknown = OrderID.random()
            _ = try await world.processor.authorize(Samples.authorization(token: "tok_timeout"), for: unknown)
            #expect(try await world.processor.void(unknown).status == .voiding)
            try await world.settle()
            #expect(try await world.processor.payment(for: unknown) == payment(.voided, of: unknown, captured: 1_000, refunded: 1_000))
            #expect(try await world.entry(of: unknown)?.refunded == Samples.usd(1_000))
        }
    }

    @Test("refuses what the state or the amounts do not allow")
    func refusesWhatIsNotAllowed() async throws {
        try await PaymentWorld.with(settings: ["payment.ceiling": "1000"]) { world in
            await #expect(throws: PaymentRefusal.notFound) { try await world.processor.capture(order) }
            await #expect(throws: PaymentRefusal.invalidAmount(reason: "must be from 0 to 1000")) {
                try await world.processor.authorize(Samples.authorization(1_001), for: order)
            }
            await #expect(throws: PaymentRefusal.invalidAmount(reason: "must be from 0 to 1000")) {
                try await world.processor.authorize(Samples.authorization(-1), for: order)
            }
            _ = try await world.processor.authorize(Samples.visa, for: order)
            await #expect(throws: PaymentRefusal.mismatch) { try await world.processor.authorize(Samples.authorization(999), for: order) }
            await #expect(throws: PaymentRefusal.mismatch) {
                try await world.processor.authorize(Samples.authorization(token: "tok_slow"), for: order)
            }
            let early = try await world.processor.refund(.random(), RefundRequest(amount: Samples.usd(1)), of: order)
            #expect(early == .exceedsCapture(refundable: .zero(.usd)))
            let unknown = try await world.processor.refund(.random(), RefundRequest(amount: Samples.usd(1)), of: .random())
            #expect(unknown == .exceedsCapture(refundable: .zero(.usd)))
            _ = try await world.processor.void(order)
            await #expect(throws: PaymentRefusal.invalidState(event: "capture", state: "voided")) {
                try await world.processor.capture(order)
            }
        }
    }

    @Test("charges once when two processes are asked at the same moment", arguments: 1...20)
    func twoProcesses(round: Int) async throws {
        try await PaymentWorld.with { world in
            let other = world.processor(database: world.database, provider: world.sandbox)
            async let first = world.processor.authorize(Samples.visa, for: order)
            async let second = other.authorize(Samples.visa, for: order)
            _ = try await (first, second)
            async let capture = world.processor.capture(order)
            async let void = other.void(order)
            _ = try? await capture
            _ = try await void
            try await world.settle()
            let fact = try #require(try await world.fact(of: order))
            let entry = try #require(try await world.entry(of: order))
            #expect(fact.state == "voided")
            #expect(entry.captures <= 1)
            #expect(entry.captured == fact.captured)
            #expect(entry.refunded == entry.captured)
        }
    }

    private func payment(_ status: Payment.Status, of id: OrderID? = nil, captured: Int = 0, refunded: Int = 0) -> Payment {
        Payment(
            order: id ?? order, status: status, amount: Samples.usd(1_000), captured: Samples.usd(captured), refunded: Samples.usd(refunded)
        )
    }
}

/// An answer that the test did not expect.
struct Unexpected: Error {
    let answer: String

    init(_ answer: some Any) { self.answer = "\(answer)" }
}
