import Commerce
import Foundation
import OrderService
import PaymentAPI
import ProductAPI
import Testing

/// Whole lives of orders, told as events and directives.
@Suite struct SagaPathTests {
    private let now = Date(timeIntervalSince1970: 1_000_000)

    private func saga(_ state: SagaState) -> OrderSaga { OrderSaga(state: state, reservationMargin: .seconds(10)) }

    private func payment(_ status: Payment.Status) -> Payment { SagaExhaustiveTests.payment(status) }

    @Test func theUsualLife() throws {
        var saga = saga(.reserving(giveUpAt: now + 30))
        #expect(try saga.handle(.started, at: now) == [.perform(.reserve)])
        #expect(try saga.handle(.reserved(until: now + 60), at: now) == [.perform(.authorize)])
        #expect(
            try saga.handle(.payment(payment(.authorized), after: .authorize), at: now) == [.record(.confirmed), .perform(.capture)])
        #expect(try saga.handle(.payment(payment(.captured), after: .capture), at: now) == [.perform(.commit)])
        #expect(try saga.handle(.committed, at: now) == [.finish])
        #expect(saga.state == .done)
    }

    @Test func anUnknownAuthorizationIsAskedForAndFoundCaptured() throws {
        var saga = saga(.authorizing(reservedUntil: now + 60, giveUpAt: now + 30))
        #expect(try saga.handle(.failed(.authorize, .unknown), at: now) == [.wait(attempt: 1)])
        #expect(try saga.handle(.timerFired, at: now) == [.perform(.queryPayment)])
        #expect(try saga.handle(.payment(payment(.pending), after: .queryPayment), at: now) == [.wait(attempt: 2)])
        #expect(try saga.handle(.timerFired, at: now) == [.perform(.queryPayment)])
        #expect(
            try saga.handle(.payment(payment(.captured), after: .queryPayment), at: now) == [.record(.confirmed), .perform(.commit)])
    }

    @Test func anUnknownAuthorizationThatNeverArrivedIsSentAgain() throws {
        var saga = saga(.authorizing(reservedUntil: now + 60, giveUpAt: now + 30))
        #expect(try saga.handle(.resumed, at: now) == [.perform(.queryPayment)])
        #expect(try saga.handle(.noPayment, at: now) == [.perform(.authorize)])
        // An earlier try may still arrive, so a refusal proves nothing any more.
        #expect(try saga.handle(.failed(.authorize, .unavailable), at: now) == [.wait(attempt: 1)])
    }

    @Test func aCertainlyUnavailablePaymentRejectsAtOnceAndClosesEverything() throws {
        var saga = saga(.authorizing(reservedUntil: now + 60, giveUpAt: now + 30))
        #expect(
            try saga.handle(.failed(.authorize, .unavailable), at: now) == [.record(.rejected(.paymentUnavailable)), .perform(.void)])
        #expect(try saga.handle(.failed(.void, .unavailable), at: now) == [.perform(.release)])
        #expect(try saga.handle(.released, at: now) == [.wait(attempt: 1)])
        #expect(saga.state == .compensating(.paymentUnavailable, Unwinding(needsVoid: true, needsRelease: false)))
        #expect(try saga.handle(.timerFired, at: now) == [.perform(.void)])
        #expect(try saga.handle(.payment(payment(.voided), after: .void), at: now) == [.finish])
        #expect(saga.state == .rejected(.paymentUnavailable))
    }

    @Test func stockThatWasNeverTouchedNeedsNoRelease() throws {
        var clean = saga(.reserving(giveUpAt: now + 30))
        #expect(try clean.handle(.outOfStock([]), at: now) == [.record(.rejected(.outOfStock(lines: []))), .finish])
        var resumed = saga(.reserving(giveUpAt: now + 30))
        _ = try resumed.handle(.resumed, at: now)
        #expect(try resumed.handle(.outOfStock([]), at: now) == [.record(.rejected(.outOfStock(lines: []))), .perform(.release)])
    }

    @Test func anOrderIsGivenUpInTheEnd() throws {
        var saga = saga(.authorizing(reservedUntil: now + 60, giveUpAt: now + 30))
        #expect(try saga.handle(.payment(payment(.pending), after: .authorize), at: now + 29) == [.wait(attempt: 1)])
        #expect(try saga.handle(.timerFired, at: now + 30) == [.perform(.queryPayment)])
        #expect(
            try saga.handle(.payment(payment(.pending), after: .queryPayment), at: now + 30)
                == [.record(.rejected(.paymentUnresolved)), .perform(.void)])
    }

    @Test func aReservationTooShortIsProlongedBeforeTheOrderIsPromised() throws {
        var saga = saga(.authorizing(reservedUntil: now + 9, giveUpAt: now + 30))
        #expect(try saga.handle(.payment(payment(.authorized), after: .authorize), at: now) == [.perform(.reserve)])
        #expect(saga.state == .securing(captured: false, giveUpAt: now + 30))
        var lucky = saga
        #expect(try lucky.handle(.reserved(until: now + 60), at: now) == [.record(.confirmed), .perform(.capture)])
        #expect(try saga.handle(.outOfStock([]), at: now) == [.record(.rejected(.outOfStock(lines: []))), .perform(.void)])
    }

    @Test func aReservationThatLapsedIsMadeAgainOrTheOrderIsCancelled() throws {
        var saga = saga(.committing)
        #expect(try saga.handle(.reservationLapsed, at: now) == [.perform(.reserve)])
        var lucky = saga
        #expect(try lucky.handle(.reserved(until: now + 60), at: now) == [.perform(.commit)])
        #expect(try lucky.handle(.committed, at: now) == [.finish])
        #expect(try saga.handle(.outOfStock([]), at: now) == [.record(.cancelled(.outOfStock)), .perform(.void)])
        let voided = Payment(
            order: .random(), status: .voided, amount: Money(100, .usd), captured: Money(100, .usd), refunded: Money(100, .usd))
        #expect(try saga.handle(.payment(voided, after: .void), at: now) == [.record(.refunded(Money(100, .usd))), .perform(.release)])
        #expect(try saga.handle(.released, at: now) == [.finish])
    }

    @Test func anAuthorizationThatWasLostCancelsTheOrder() throws {
        var saga = saga(.capturing)
        #expect(try saga.handle(.failed(.capture, .unknown), at: now) == [.wait(attempt: 1)])
        #expect(try saga.handle(.timerFired, at: now) == [.perform(.queryPayment)])
        #expect(try saga.handle(.payment(payment(.authorized), after: .queryPayment), at: now) == [.perform(.capture)])
        #expect(
            try saga.handle(.payment(payment(.voided), after: .capture), at: now) == [.record(.cancelled(.paymentLost)), .perform(.void)])
    }
}
