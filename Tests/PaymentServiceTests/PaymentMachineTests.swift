import Commerce
import PaymentAPI
import PaymentService
import Testing

@Suite("The payment machine")
struct PaymentMachineTests {
    /// One line for each state, one column for each event in the order of ``MachineTable/events``; `=` is: nothing changes, nothing to do.
    private static let expected: [String: [String]] = [
        "pending": [
            "=", "x", "x", "voiding ?find", "x", "x", "x", "pending ?find", "=", "authorized !authorized", "declined !declined",
            "captured !captured", "voided !voided", "pending ?authorize", "declined !declined", "x", "x", "x", "x", "pending !unanswered",
        ],
        "authorized": [
            "=", "x", "capturing ?capture", "voiding ?void", "x", "x", "x", "=", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x",
        ],
        "capturing": [
            "=", "x", "=", "voiding ?find", "x", "x", "x", "capturing ?find", "x", "capturing ?capture", "x", "captured !captured",
            "voided !voided", "x", "x", "capturing ?find", "x", "x", "x", "capturing !unanswered",
        ],
        "declined": ["=", "x", "x", "=", "x", "x", "x", "=", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x"],
        "captured": [
            "=", "x", "=", "refunding ?rest1000", "captured+ ?refund700", "captured+ ?refund299", "x", "=", "x", "x", "x", "x", "x", "x",
            "x", "x", "x", "x", "x", "x",
        ],
        "captured+": [
            "=", "x", "=", "refunding+ ?find", "captured+ ?refund700", "x", "x", "captured+ ?find", "x", "x", "x", "captured+ ?refund300",
            "x", "x", "x", "x", "x", "captured !refund_failed", "x", "captured+ !unanswered",
        ],
        "voiding": [
            "=", "x", "x", "=", "x", "x", "x", "voiding ?find", "=", "voiding ?void", "voided !voided", "refunding ?rest1000",
            "voided !voided", "voiding ?void", "x", "x", "voiding ?find", "x", "x", "voiding !unanswered",
        ],
        "refunding": [
            "=", "x", "x", "=", "x", "x", "x", "refunding ?find", "x", "x", "x", "refunding ?rest1000", "x", "x", "x", "x", "x", "x", "=",
            "refunding !unanswered",
        ],
        "refunding+": [
            "=", "x", "x", "=", "x", "x", "x", "refunding+ ?find", "x", "x", "x", "refunding+ ?refund300", "x", "x", "x", "x", "x",
            "refunding !refund_failed ?find", "refunding+", "refunding+ !unanswered",
        ],
        "voided": ["=", "x", "x", "=", "x", "x", "x", "=", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x"],
        "tombstone": ["=", "=", "x", "=", "x", "x", "x", "=", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x"],
    ]

    @Test("does in every state with every event what the table says")
    func everyStateWithEveryEvent() {
        for (name, machine) in MachineTable.states {
            let row = Self.expected[name] ?? []
            #expect(row.count == MachineTable.events.count, "\(name)")
            let unchanged = MachineTable.line(machine, .authorizeRequested(Samples.visa))
            for ((event, value), wanted) in zip(MachineTable.events, row) {
                #expect(MachineTable.line(machine, value) == (wanted == "=" ? unchanged : wanted), "\(name) with \(event)")
            }
        }
    }

    @Test("refunds up to what was captured, pending refunds counted, and repeats a refund only with its own amount")
    func refundLimits() throws {
        var machine = try captured(1_000)
        let first = RefundID.random()
        #expect(try machine.handle(.refundRequested(first, Samples.usd(600))) == [.ask(.refund(first, Samples.usd(600)))])
        #expect(machine.refundable == Samples.usd(400))
        #expect(throws: PaymentRefusal.exceedsCapture(refundable: Samples.usd(400))) {
            _ = try machine.handle(.refundRequested(.random(), Samples.usd(401)))
        }
        #expect(throws: PaymentRefusal.exceedsCapture(refundable: Samples.usd(400))) {
            _ = try machine.handle(.refundRequested(.random(), Money(1, .eur)))
        }
        #expect(throws: PaymentRefusal.mismatch) { _ = try machine.handle(.refundRequested(first, Samples.usd(1))) }
        #expect(try machine.handle(.refundRequested(first, Samples.usd(600))).isEmpty)

        let key = ProviderCall.refund(first, Samples.usd(600)).key(for: machine.order)
        let answer = ProviderCharge(.captured(Samples.usd(1_000)), refunds: [key: Samples.usd(600)])
        #expect(try machine.handle(.answered(answer)) == [.report(.refunded)])
        #expect(machine.payment.refunded == Samples.usd(600))
        #expect(!machine.isUnresolved)
    }

    @Test("gives back, when it voids a capture, exactly what refunds have not, once those are decided")
    func voidGivesBackTheRest() throws {
        var machine = try captured(1_000)
        let refund = RefundID.random()
        _ = try machine.handle(.refundRequested(refund, Samples.usd(250)))
        #expect(try machine.handle(.voidRequested) == [.ask(.find)])
        #expect(throws: PaymentRefusal.exceedsCapture(refundable: .zero(.usd))) {
            _ = try machine.handle(.refundRequested(.random(), Samples.usd(1)))
        }
        let refundKey = ProviderCall.refund(refund, Samples.usd(250)).key(for: machine.order)
        let rest = ProviderCall.refundRest(Samples.usd(750))
        var charge = ProviderCharge(.captured(Samples.usd(1_000)), refunds: [refundKey: Samples.usd(250)])
        #expect(try machine.handle(.answered(charge)) == [.report(.refunded), .ask(rest)])
        charge.refunds[rest.key(for: machine.order)] = Samples.usd(750)
        #expect(try machine.handle(.answered(charge)) == [.report(.voided)])
        #expect(machine.payment.status == .voided)
        #expect(machine.payment.refunded == Samples.usd(1_000))
    }

    @Test("has nothing to give back when everything was refunded before the void")
    func voidOfFullyRefunded() throws {
        var machine = try captured(1_000)
        let refund = RefundID.random()
        _ = try machine.handle(.refundRequested(refund, Samples.usd(1_000)))
        let key = ProviderCall.refund(refund, Samples.usd(1_000)).key(for: machine.order)
        _ = try machine.handle(.answered(ProviderCharge(.captured(Samples.usd(1_000)), refunds: [key: Samples.usd(1_000)])))
        #expect(try machine.handle(.voidRequested) == [.report(.voided)])
    }

    @Test("makes each call under a key of its own")
    func keys() {
        let refund = RefundID.random()
        let calls: [ProviderCall] = [.authorize, .capture, .void, .refund(refund, Samples.usd(1)), .refundRest(Samples.usd(1))]
        #expect(Set(calls.map { $0.key(for: Samples.order) }).count == calls.count)
        #expect(
            ProviderCall.refund(refund, Samples.usd(1)).key(for: Samples.order)
                != ProviderCall.refund(.random(), Samples.usd(1)).key(for: Samples.order))
        #expect(ProviderCall.capture.key(for: Samples.order) != ProviderCall.capture.key(for: .random()))
    }

    private func captured(_ amount: Int) throws -> PaymentMachine {
        var machine = PaymentMachine.opening(Samples.authorization(amount), for: .random())
        _ = try machine.handle(.answered(ProviderCharge(.authorized)))
        _ = try machine.handle(.captureRequested)
        _ = try machine.handle(.answered(ProviderCharge(.captured(Samples.usd(amount)))))
        return machine
    }
}
