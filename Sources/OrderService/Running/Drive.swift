import Foundation
import ServiceKit
import ServiceLifecycle

/// One run of the driver over one order: what it has to remember between two steps.
struct Drive {
    let driver: SagaDriver
    let settings: SagaSettings
    private let signal: OutcomeSignal?
    private var order: LeasedOrder
    private var saga: OrderSaga
    /// What the waiting client will be told, once it is decided.
    private var outcome: OrderOutcome?

    init(driver: SagaDriver, order: LeasedOrder, signal: OutcomeSignal?, settings: SagaSettings) {
        self.driver = driver
        self.order = order
        self.signal = signal
        self.settings = settings
        saga = OrderSaga(state: order.record.saga, reservationMargin: settings.reservationMargin)
        // It was called off before this drive began, and that is the outcome, however much has gone back by then.
        if case .cancelling = order.record.saga { outcome = .answered(.order(order.record.order, status: 200)) }
    }

    mutating func run(from first: SagaEvent) async throws -> SagaDriver.End {
        var event = first
        while true {
            let directives = try saga.handle(event, at: driver.now())
            try await makeDurable(directives)
            switch directives.last {
            case .perform(let step):
                guard !isStopping else { return try await park(until: driver.now()) }
                event = try await perform(step)
            case .wait(let attempt):
                let pause = settings.backoff(attempt: attempt)
                guard await wait(pause) else { return try await park(until: driver.now() + pause.seconds) }
                event = .timerFired
            case .finish, .record, nil:
                return .settled
            }
        }
    }

    /// Tells the waiting client what is known by now.
    func announce() {
        signal?.resolve(outcome ?? .pending)
    }

    private mutating func makeDurable(_ directives: [SagaDirective]) async throws {
        let decision = directives.decision
        guard decision != nil || saga.state != order.record.saga else { return }
        order = try await driver.store.advance(order, to: saga.state, deciding: decision, leaseUntil: leaseEnd)
        guard let decision else { return }
        note(decision)
    }

    private mutating func note(_ decision: SagaDecision) {
        driver.note(decision, of: order.record.id)
        switch decision {
        case .confirmed:
            outcome = .answered(.order(order.record.order, status: 201))
            announce()
        case .rejected(let rejection):
            // Told when the undoing has been tried, so that what was held is free again when the client hears of it.
            outcome = rejection.isAnswer ? .answered(.refusal(Refusal(rejection))) : .failed(rejection)
        case .cancelled, .refunded:
            outcome = .answered(.order(order.record.order, status: 200))
        }
    }

    /// No step may run longer than the lease that covers it, so a lease that is no longer fresh is renewed first.
    private mutating func perform(_ step: SagaStep) async throws -> SagaEvent {
        if order.lease.expiresAt.timeIntervalSince(driver.now()) < settings.leaseDuration.seconds * 3 / 4 {
            order = try await driver.store.extend(order, until: leaseEnd)
        }
        let deadline = Deadline.after(settings.leaseDuration / 2)
        var scope = RequestScope.current ?? .background(deadline: deadline)
        scope.deadline = deadline
        let (steps, record) = (driver.steps, order.record)
        return try await RequestScope.$current.withValue(scope) { try await steps.perform(step, for: record) }
    }

    /// False when it is better to hand the order back than to wait here for it.
    private func wait(_ pause: Duration) async -> Bool {
        if outcome != nil { announce() }
        let clock = driver.clock
        if hasWaitingClient { return (try? await clock.sleep(for: pause)) != nil }
        guard !isStopping, pause < settings.maximumBackoff else { return false }
        return (try? await cancelWhenGracefulShutdown { try await clock.sleep(for: pause) }) != nil
    }

    private func park(until due: Date) async throws -> SagaDriver.End {
        _ = try await driver.store.extend(order, until: isStopping ? Date(timeIntervalSince1970: 0) : due)
        return .parked
    }

    /// A client who still waits is served; everything else can be carried on by another replica at once.
    private var isStopping: Bool { Task.isShuttingDownGracefully && !hasWaitingClient }

    private var hasWaitingClient: Bool { outcome == nil && (signal?.isAwaited ?? false) }

    private var leaseEnd: Date { driver.now() + settings.leaseDuration.seconds }
}
