package import Commerce
package import Foundation
package import HotConfig
package import Logging
package import PaymentAPI

/// Takes payments: each request is handled by the payment's machine in a durable transaction, then driven at the provider as far as
/// it goes. What the provider leaves open, ``PaymentResolver`` or a later request for the same payment takes up.
///
/// Besides what the database throws, its calls throw ``PaymentRefusal``.
package struct PaymentProcessor: PaymentProcessing {
    let store: PaymentStore
    let driver: PaymentDriver
    private let config: HotConfig<PaymentConfig>
    private let now: @Sendable () -> Date

    package init(
        store: PaymentStore, provider: any PaymentProvider, config: HotConfig<PaymentConfig>, logger: Logger,
        metrics: PaymentMetrics = PaymentMetrics(), now: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.driver = PaymentDriver(store: store, provider: provider, logger: logger, metrics: metrics, now: now)
        self.config = config
        self.now = now
    }

    package func authorize(_ request: AuthorizationRequest, for order: OrderID) async throws -> AuthorizeOutcome {
        let settings = config.current.value
        guard (0...settings.ceiling).contains(request.amount.amount) else {
            throw PaymentRefusal.invalidAmount(reason: "must be from 0 to \(settings.ceiling)")
        }
        let opened = try await store.open(
            .opening(request, for: order), directives: [.ask(.authorize)], schedule: PaymentSchedule(settings, now: now()))
        let record =
            if let opened {
                try await driver.drive(opened, settings)
            } else {
                try await handle(.authorizeRequested(request), of: order, settings)
            }
        if record.machine.state == .declined(reason: ProviderRejection.invalidToken.rawValue) {
            return .invalid(reason: "is not a token that the payment provider gave out")
        }
        return .payment(record.machine.payment)
    }

    package func capture(_ order: OrderID) async throws -> Payment {
        try await handle(.captureRequested, of: order, config.current.value).machine.payment
    }

    package func void(_ order: OrderID) async throws -> Payment {
        let settings = config.current.value
        do {
            return try await handle(.voidRequested, of: order, settings).machine.payment
        } catch PaymentRefusal.notFound {
            let tombstone = try await store.open(
                .tombstone(for: order), directives: [.report(.voided)], schedule: PaymentSchedule(settings, now: now()))
            // Without one, somebody has just opened the payment: now there is something to void.
            guard let tombstone else { return try await handle(.voidRequested, of: order, settings).machine.payment }
            return try await driver.drive(tombstone, settings).machine.payment
        }
    }

    package func refund(_ refund: RefundID, _ request: RefundRequest, of order: OrderID) async throws -> RefundOutcome {
        guard request.amount.amount > 0 else { throw PaymentRefusal.invalidAmount(reason: "must be more than 0") }
        do {
            let record = try await handle(.refundRequested(refund, request.amount), of: order, config.current.value)
            guard let known = record.machine.refunds.first(where: { $0.id == refund }) else { throw PaymentRefusal.notFound }
            return .refund(known)
        } catch PaymentRefusal.exceedsCapture(let refundable) {
            return .exceedsCapture(refundable: refundable)
        } catch PaymentRefusal.notFound {
            return .exceedsCapture(refundable: .zero(request.amount.currency))
        }
    }

    package func payment(for order: OrderID) async throws -> Payment? {
        guard let record = try await store.record(of: order) else { return nil }
        return try await refreshed(record, config.current.value).machine.payment
    }

    /// Takes the payments up whose time has come, and returns how many there were. One that fails is logged and due again later.
    @discardableResult
    package func resolveDue() async throws -> Int {
        let settings = config.current.value
        let due = try await store.due(at: now(), limit: settings.resolveBatch)
        await withDiscardingTaskGroup { group in
            for payment in due {
                group.addTask { await driver.resolve(payment, settings) }
            }
        }
        return due.count
    }

    private func handle(_ event: PaymentEvent, of order: OrderID, _ settings: PaymentConfig) async throws -> PaymentRecord {
        let step = try await store.transition(order, event, schedule: PaymentSchedule(settings, now: now()))
        guard step.directives.isEmpty else { return try await driver.drive(step, settings) }
        return try await refreshed(step.record, settings)
    }

    /// Asks the provider about an unresolved payment that nobody has worked on for a while.
    private func refreshed(_ record: PaymentRecord, _ settings: PaymentConfig) async throws -> PaymentRecord {
        let now = now()
        guard record.machine.isUnresolved, record.updatedAt.adding(settings.resolveOnDemandAfter) <= now else { return record }
        let order = record.machine.order
        let step = try await store.claim(order, dueAt: record.resolveAt, schedule: PaymentSchedule(settings, now: now))
        guard let step else { return try await store.record(of: order) ?? record }
        return try await driver.drive(step, settings)
    }
}
