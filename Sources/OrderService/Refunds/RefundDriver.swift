package import Foundation
package import HotConfig
import Logging
package import PaymentAPI
import ServiceKit
import ServiceLifecycle

/// Carries a refund through: asks the payment service, by the refund's own id, until it knows what became of it.
package struct RefundDriver: Sendable {
    let store: RefundStore
    let payments: any PaymentProcessing
    let config: HotConfig<OrderConfig>
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date

    package init(
        store: RefundStore, payments: any PaymentProcessing, config: HotConfig<OrderConfig>, clock: any Clock<Duration>,
        now: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.payments = payments
        self.config = config
        self.clock = clock
        self.now = now
    }

    /// Drives the refund until it has ended, or hands it back to be gone on with later.
    package func drive(_ refund: LeasedRefund, isResumed: Bool, telling signal: OutcomeSignal? = nil) async throws {
        defer { signal?.resolve(.pending) }
        let settings = config.current.value.saga
        var refund = refund
        var mayHaveHappened = isResumed
        for attempt in 1... {
            refund = try await store.extend(refund, until: now() + settings.leaseDuration.seconds)
            if let ending = try await ask(for: refund.record, within: settings.leaseDuration / 2, &mayHaveHappened) {
                let outcome = try await store.end(refund, ending)
                signal?.resolve(outcome)
                return
            }
            let pause = settings.backoff(attempt: attempt)
            let isWorthWaiting = (signal?.isAwaited ?? false) || pause < settings.maximumBackoff
            guard isWorthWaiting, await sleep(pause) else { break }
        }
        let due = Task.isShuttingDownGracefully ? now() : now() + settings.maximumBackoff.seconds
        _ = try await store.extend(refund, until: due)
    }

    /// Nil while nobody knows.
    private func ask(
        for refund: RefundRecord, within limit: Duration, _ mayHaveHappened: inout Bool
    ) async throws -> RefundEnding? {
        var scope = RequestScope.current ?? .background(deadline: .after(limit))
        scope.deadline = .after(limit)
        do {
            let outcome = try await RequestScope.$current.withValue(scope) {
                try await payments.refund(refund.id, RefundRequest(amount: refund.amount), of: refund.order)
            }
            mayHaveHappened = true
            return RefundEnding(outcome)
        } catch OutboundError.unavailable where !mayHaveHappened {
            return .unavailable
        } catch is OutboundError {
            mayHaveHappened = true
            return nil
        }
    }

    private func sleep(_ pause: Duration) async -> Bool {
        let clock = clock
        return (try? await cancelWhenGracefulShutdown { try await clock.sleep(for: pause) }) != nil
    }
}

extension RefundEnding {
    /// Nil while the refund is pending.
    fileprivate init?(_ outcome: RefundOutcome) {
        switch outcome {
        case .exceedsCapture(let refundable): self = .refused(Refusal(exceeding: refundable))
        case .refund(let refund):
            switch refund.status {
            case .succeeded: self = .succeeded
            case .failed: self = .refused(.refundFailed)
            case .pending: return nil
            }
        }
    }
}
