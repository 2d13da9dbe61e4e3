import Commerce
import Foundation
import Logging
import PaymentAPI
import Storage

/// Carries out what a machine wants done: calls the provider, and stores each answer, until nothing is left to do or the provider
/// gives no answer.
struct PaymentDriver: Sendable {
    /// More calls in a row than any sound provider needs. After them the payment rests until it is due again.
    private static let maximumCalls = 10

    private let store: PaymentStore
    private let provider: any PaymentProvider
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let metrics: PaymentMetrics

    init(
        store: PaymentStore, provider: any PaymentProvider, logger: Logger, metrics: PaymentMetrics, now: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.provider = provider
        self.logger = logger
        self.metrics = metrics
        self.now = now
    }

    /// Returns the payment as it is durable by then; what is left open is due again when its lease is over.
    func drive(_ first: PaymentStep, _ settings: PaymentConfig) async throws -> PaymentRecord {
        var step = first
        metrics.count(step.directives.outcomes)
        for _ in 0..<Self.maximumCalls {
            guard let call = step.directives.call else { break }
            let record = step.record
            let answer = await ask(call, about: record.machine)
            do {
                step = try await store.transition(
                    record.machine.order, answer, at: record.version, schedule: PaymentSchedule(settings, now: now()))
            } catch PaymentRefusal.invalidState(let event, let state) {
                logger.error(
                    "The provider contradicts the payment",
                    metadata: ["order": "\(record.machine.order)", "answer": "\(event)", "state": "\(state)"])
                return record
            } catch let error as DatabaseError {
                // What is durable is what counts: the payment is as it was before the call, and is taken up again later.
                logger.warning(
                    "An answer of the provider could not be stored",
                    metadata: ["order": "\(record.machine.order)", "call": "\(call.name)", "error": "\(error)"])
                return record
            }
            metrics.count(step.directives.outcomes)
        }
        return step.record
    }

    /// Takes one due payment up, unless another replica just has.
    func resolve(_ due: DuePayment, _ settings: PaymentConfig) async {
        do {
            let step = try await store.claim(due.order, dueAt: due.resolveAt, schedule: PaymentSchedule(settings, now: now()))
            if let step { _ = try await drive(step, settings) }
        } catch {
            logger.warning("A payment could not be resolved", metadata: ["order": "\(due.order)", "error": "\(error)"])
        }
    }

    private func ask(_ call: ProviderCall, about machine: PaymentMachine) async -> PaymentEvent {
        let started = ContinuousClock.now
        let event: PaymentEvent
        var result = "answered"
        do {
            event = try await perform(call, machine).map(PaymentEvent.answered) ?? .notFound
        } catch .rejected(let reason) where call != .find {
            event = .rejected(call, reason)
            result = "rejected"
        } catch {
            event = .unanswered
            result = error == .unavailable ? "unavailable" : "unknown"
        }
        metrics.record(call, result: result, took: started.duration(to: .now))
        return event
    }

    private func perform(_ call: ProviderCall, _ machine: PaymentMachine) async throws(ProviderError) -> ProviderCharge? {
        let order = machine.order
        let key = call.key(for: order)
        switch call {
        case .find:
            return try await provider.find(order)
        case .authorize:
            let request = ProviderAuthorization(order: order, amount: machine.amount, token: machine.authorization?.method.token ?? "")
            return try await provider.authorize(request, key: key)
        case .capture:
            return try await provider.capture(machine.amount, of: order, key: key)
        case .void:
            return try await provider.void(order, key: key)
        case .refund(_, let amount), .refundRest(let amount):
            return try await provider.refund(amount, of: order, key: key)
        }
    }
}

extension PaymentSchedule {
    init(_ settings: PaymentConfig, now: Date) {
        self.init(
            now: now, lease: settings.lease, firstBackoff: settings.firstBackoff, longestBackoff: settings.longestBackoff)
    }
}
