import Commerce
import PaymentAPI
import PaymentService

/// Every kind of state and every kind of event, under short names, and what a machine does as one line of text.
enum MachineTable {
    static let refund = RefundID.random()
    static let newRefund = RefundID.random()
    private static let total = Samples.usd(1_000)
    private static let pendingRefund = Refund(id: refund, status: .pending, amount: Samples.usd(300))

    static let states: [(name: String, machine: PaymentMachine)] = [
        ("pending", machine(.pending)),
        ("authorized", machine(.authorized)),
        ("capturing", machine(.capturing)),
        ("declined", machine(.declined(reason: "card_declined"))),
        ("captured", machine(.captured(total))),
        ("captured+", machine(.captured(total), [pendingRefund])),
        ("voiding", machine(.voiding)),
        ("refunding", machine(.refunding(captured: total))),
        ("refunding+", machine(.refunding(captured: total), [pendingRefund])),
        ("voided", machine(.voided(captured: total))),
        ("tombstone", .tombstone(for: Samples.order)),
    ]

    static let events: [(name: String, event: PaymentEvent)] = [
        ("authorize", .authorizeRequested(Samples.visa)),
        ("authorize2", .authorizeRequested(Samples.authorization(999))),
        ("capture", .captureRequested),
        ("void", .voidRequested),
        ("refund", .refundRequested(newRefund, Samples.usd(700))),
        ("refund2", .refundRequested(refund, Samples.usd(299))),
        ("toomuch", .refundRequested(newRefund, Samples.usd(1_001))),
        ("resumed", .resumed),
        ("processing", .answered(ProviderCharge(.processing))),
        ("authorized", .answered(ProviderCharge(.authorized))),
        ("declined", .answered(ProviderCharge(.declined(reason: "card_declined")))),
        ("captured", .answered(ProviderCharge(.captured(total)))),
        ("voided", .answered(ProviderCharge(.voided))),
        ("notfound", .notFound),
        ("-authorize", .rejected(.authorize, .invalidToken)),
        ("-capture", .rejected(.capture, .notAuthorized)),
        ("-void", .rejected(.void, .alreadyCaptured)),
        ("-refund", .rejected(.refund(refund, Samples.usd(300)), .exceedsCapture)),
        ("-rest", .rejected(.refundRest(total), .exceedsCapture)),
        ("silence", .unanswered),
    ]

    /// The state after the event, `?` before a call, `!` before what is reported, or `x` for a refusal.
    static func line(_ machine: PaymentMachine, _ event: PaymentEvent) -> String {
        var next = machine
        do {
            let directives = try next.handle(event)
            return ([name(of: next)] + directives.map(text)).joined(separator: " ")
        } catch {
            return next == machine ? "x" : "changed by what it refused"
        }
    }

    private static func machine(_ state: PaymentState, _ refunds: [Refund] = []) -> PaymentMachine {
        PaymentMachine(order: Samples.order, authorization: Samples.visa, state: state, refunds: refunds)
    }

    private static func name(of machine: PaymentMachine) -> String {
        machine.state.name + (machine.refunds.contains { $0.status == .pending } ? "+" : "")
    }

    private static func text(_ directive: PaymentDirective) -> String {
        switch directive {
        case .ask(.refundRest(let money)): "?rest\(money.amount)"
        case .ask(.refund(_, let money)): "?refund\(money.amount)"
        case .ask(let call): "?\(call.name)"
        case .report(let outcome): "!\(outcome.rawValue)"
        }
    }
}
