import Commerce
import Foundation
import OrderService
import PaymentAPI
import ProductAPI
import Testing

/// Every state against every event: what is possible, what is not, and what must hold of each transition.
@Suite struct SagaExhaustiveTests {
    static let now = Date(timeIntervalSince1970: 1_000_000)

    static let states: [(name: String, state: SagaState)] = [
        ("reserving", .reserving(giveUpAt: now + 30)),
        ("reserving late", .reserving(giveUpAt: now - 1)),
        ("authorizing", .authorizing(reservedUntil: now + 60, giveUpAt: now + 30)),
        ("authorizing late", .authorizing(reservedUntil: now + 60, giveUpAt: now - 1)),
        ("authorizing lapsing", .authorizing(reservedUntil: now + 1, giveUpAt: now + 30)),
        ("securing", .securing(captured: false, giveUpAt: now + 30)),
        ("securing captured", .securing(captured: true, giveUpAt: now - 1)),
        ("capturing", .capturing), ("committing", .committing), ("done", .done),
        ("compensating", .compensating(.paymentUnavailable, .everything)),
        ("compensating stock", .compensating(.paymentUnavailable, .stockOnly)),
        ("cancelling", .cancelling(.requested, .everything)),
        ("cancelling money", .cancelling(.requested, Unwinding(needsVoid: true, needsRelease: false))),
        ("rejected", .rejected(.paymentUnavailable)), ("cancelled", .cancelled(.requested)),
    ]

    static func payment(_ status: Payment.Status, refunded: Int = 0) -> Payment {
        let captured = status == .captured ? Money(100, .usd) : Money(0, .usd)
        return Payment(order: .random(), status: status, amount: Money(100, .usd), captured: captured, refunded: Money(refunded, .usd))
    }

    static let paymentStates: [Payment.Status] = [.pending, .authorized, .declined, .captured, .voiding, .voided]

    static let events: [SagaEvent] =
        [
            .started, .resumed, .timerFired, .reserved(until: now + 60), .outOfStock([]), .reservationLapsed, .reservationClosed,
            .committed,
            .released, .noPayment, .paymentInvalid(reason: "x"), .cancelRequested,
        ]
        + SagaStep.allCases.flatMap { step in paymentStates.map { .payment(payment($0), after: step) } }
        + SagaStep.allCases.flatMap { step in SagaFailure.allCases.map { .failed(step, $0) } }

    /// What may happen in a state, by the first word of its name, or by its whole name where that differs.
    static let possible: [String: Set<String>] = [
        "reserving": ["started", "resumed", "timerFired", "reserved", "outOfStock", "reservationClosed", "failed reserve"],
        "authorizing": [
            "resumed", "timerFired", "noPayment", "paymentInvalid", "payment authorize", "payment queryPayment", "failed authorize",
            "failed queryPayment",
        ],
        "securing": ["resumed", "timerFired", "reserved", "outOfStock", "reservationClosed", "failed reserve"],
        "capturing": [
            "resumed", "timerFired", "noPayment", "payment capture", "payment queryPayment", "failed capture", "failed queryPayment",
            "cancelRequested",
        ],
        "committing": [
            "resumed", "timerFired", "reserved", "committed", "reservationLapsed", "outOfStock", "reservationClosed", "failed commit",
            "failed reserve", "cancelRequested",
        ],
        "done": ["cancelRequested"],
        "compensating": ["resumed", "timerFired", "released", "payment void", "failed void", "failed release"],
        "compensating stock": ["resumed", "timerFired", "released", "failed release"],
        "cancelling": ["resumed", "timerFired", "released", "payment void", "failed void", "failed release"],
        "cancelling money": ["resumed", "timerFired", "payment void", "failed void"],
        "rejected": [], "cancelled": [],
    ]

    static func name(_ event: SagaEvent) -> String {
        switch event {
        case .payment(_, let step): "payment \(step)"
        case .failed(let step, _): "failed \(step)"
        default: String("\(event)".prefix { $0 != "(" })
        }
    }

    @Test func everyStateAgainstEveryEvent() throws {
        for (name, state) in Self.states {
            let allowed = try #require(Self.possible[name] ?? Self.possible[String(name.prefix { $0 != " " })])
            for event in Self.events {
                var saga = OrderSaga(state: state, reservationMargin: .seconds(10))
                if allowed.contains(Self.name(event)) {
                    let directives = try saga.handle(event, at: Self.now)
                    Self.check(directives, from: state, to: saga.state, "\(name) on \(event)")
                } else {
                    #expect(throws: SagaError.self, "\(name) on \(event)") { try saga.handle(event, at: Self.now) }
                    #expect(saga.state == state)
                }
            }
        }
    }

    /// What holds of every transition.
    static func check(_ directives: [SagaDirective], from: SagaState, to: SagaState, _ comment: Comment) {
        let decisions = directives.filter { if case .record = $0 { true } else { false } }
        #expect(decisions.count <= 1, comment)
        #expect(directives.count == decisions.count + 1, comment)
        #expect((directives.last == .finish) == to.isSettled, comment)
        // The order changes its standing if and only if that is recorded, and once it is rejected or cancelled it stays so.
        if standing(from) != standing(to) {
            #expect(decisions.first.map(standing(after:)) == standing(to), comment)
            #expect(standing(from) == "processing" || (standing(from) == "confirmed" && standing(to) == "cancelled"), comment)
        } else if let decision = decisions.first {
            guard case .record(.refunded) = decision else {
                Issue.record("\(comment): \(decision) without a change")
                return
            }
        }
    }

    static func standing(_ state: SagaState) -> String {
        switch state {
        case .reserving, .authorizing, .securing: "processing"
        case .capturing, .committing, .done: "confirmed"
        case .compensating, .rejected: "rejected"
        case .cancelling, .cancelled: "cancelled"
        }
    }

    /// What a record makes of the order.
    static func standing(after record: SagaDirective) -> String? {
        switch record {
        case .record(.confirmed): "confirmed"
        case .record(.rejected): "rejected"
        case .record(.cancelled): "cancelled"
        case .record(.refunded), .perform, .wait, .finish: nil
        }
    }

    @Test func statesSurviveBeingStored() throws {
        for (name, state) in Self.states {
            let data = try JSONEncoder().encode(state)
            #expect(try JSONDecoder().decode(SagaState.self, from: data) == state, "\(name)")
        }
    }
}
