package import Commerce
package import PaymentAPI

/// One payment as a pure state machine: events in, directives out. It does no I/O and knows no time.
///
/// Its rules: whoever drives it makes the state durable before carrying out a directive, and hands each answer back only if the
/// payment is still as it was when the call went out; otherwise ``PaymentEvent/resumed`` makes the machine ask the provider anew.
/// So a process may die anywhere, and two may work on one payment: every call is made under the same key as before.
package struct PaymentMachine: Sendable, Equatable {
    package let order: OrderID
    /// What was asked for; nil for an order that was voided before it asked.
    package let authorization: AuthorizationRequest?
    package internal(set) var state: PaymentState
    /// In the order they were asked for, without the rest that a void gives back.
    package internal(set) var refunds: [Refund]

    /// A payment as it was stored.
    package init(order: OrderID, authorization: AuthorizationRequest?, state: PaymentState, refunds: [Refund]) {
        self.order = order
        self.authorization = authorization
        self.state = state
        self.refunds = refunds
    }

    /// A new payment whose authorization is asked for. Once it is stored, the provider is to be asked to ``ProviderCall/authorize``.
    package static func opening(_ request: AuthorizationRequest, for order: OrderID) -> PaymentMachine {
        PaymentMachine(order: order, authorization: request, state: .pending, refunds: [])
    }

    /// The mark that an order was voided before it asked for money: it can never be authorized.
    package static func tombstone(for order: OrderID) -> PaymentMachine {
        PaymentMachine(order: order, authorization: nil, state: .voided(captured: .zero(.usd)), refunds: [])
    }

    /// What the order is to pay; zero for a tombstone.
    package var amount: Money { authorization?.amount ?? .zero(.usd) }

    /// What has been taken.
    package var captured: Money { state.captured ?? .zero(amount.currency) }

    /// What has been given back, the rest that a void gave back included.
    package var refunded: Money {
        if case .voided(let captured) = state { return captured }
        return total(of: [.succeeded])
    }

    /// What could still be refunded: nothing while a void is under way.
    package var refundable: Money {
        guard case .captured(let captured) = state else { return .zero(amount.currency) }
        return Money(captured.amount - total(of: [.succeeded, .pending]).amount, captured.currency)
    }

    /// Whether an intent is open whose outcome the provider has to tell.
    package var isUnresolved: Bool {
        switch state {
        case .pending, .capturing, .voiding, .refunding: true
        case .captured: hasPendingRefunds
        case .authorized, .declined, .voided: false
        }
    }

    /// The payment as the world outside sees it.
    package var payment: Payment {
        var reason: String?
        if case .declined(let said) = state { reason = said }
        return Payment(
            order: order, status: state.status, amount: amount, captured: captured, refunded: refunded, declineReason: reason)
    }

    /// Takes one event and returns what is to be done about it. Throws and changes nothing if the state does not allow it.
    package mutating func handle(_ event: PaymentEvent) throws(PaymentRefusal) -> [PaymentDirective] {
        switch event {
        case .authorizeRequested(let request): try repeatAuthorization(request)
        case .captureRequested: try requestCapture()
        case .voidRequested: requestVoid()
        case .refundRequested(let id, let amount): try requestRefund(id, amount)
        case .resumed: isUnresolved ? [.ask(.find)] : []
        case .answered(let charge): try reconcile(with: charge)
        case .notFound: try handleNotFound()
        case .rejected(let call, let reason): try handleRejection(of: call, reason)
        case .unanswered: try handleSilence()
        }
    }

    var hasPendingRefunds: Bool { refunds.contains { $0.status == .pending } }

    func total(of statuses: Set<Refund.Status>) -> Money {
        let counted = refunds.filter { statuses.contains($0.status) }
        return Money(counted.reduce(0) { $0 + $1.amount.amount }, amount.currency)
    }

    func refuse(_ event: PaymentEvent) -> PaymentRefusal {
        .invalidState(event: event.name, state: state.name)
    }
}
