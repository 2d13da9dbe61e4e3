import Commerce
import PaymentAPI
import PaymentService
import TestKit

/// What is done to one payment, by two services that die now and then: a random sequence that a seed repeats.
struct CrashScript: Sendable {
    enum Action: Sendable {
        case authorize, capture, void, read, resolve
        /// Calls of dead processes arrive at the provider.
        case deliver
        case refund(RefundID, Int)
        case wait(milliseconds: Int)
    }

    /// One or two actions at once, each by a service that dies after so many effects, or not.
    struct Step: Sendable {
        let actions: [(Action, burnsAfter: Int?)]
    }

    /// What callers were told; it must still hold in the end.
    struct Promise: Sendable {
        let order: OrderID
        var isCaptured = false
        var isVoided = false
        var refunds: [RefundID: Int] = [:]

        var refunded: Int { refunds.values.reduce(0, +) }
        var isEmpty: Bool { !isCaptured && !isVoided && refunds.isEmpty }
    }

    let order: OrderID
    let request: AuthorizationRequest
    let steps: [Step]
    let late = LateCalls()

    static func scripts(seed: UInt64, count: Int) -> [CrashScript] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in CrashScript(using: &generator) }
    }

    private init(using generator: inout SeededGenerator) {
        let tokens = ["tok_visa", "tok_visa", "tok_visa", "tok_slow", "tok_timeout", "tok_timeout", "tok_declined", "tok_nobody"]
        let token = tokens.randomElement(using: &generator) ?? "tok_visa"
        let refunds = [RefundID.random(), .random(), .random()]
        order = .random()
        request = Samples.authorization(Int.random(in: 1...1_000, using: &generator), token: token)
        steps = (0..<Int.random(in: 2...8, using: &generator)).map { index in
            let count = index > 0 && Int.random(in: 0..<4, using: &generator) == 0 ? 2 : 1
            return Step(
                actions: (0..<count).map { _ in
                    let action = index == 0 && count == 1 ? .authorize : Self.action(refunds, using: &generator)
                    let dies = Int.random(in: 0..<2, using: &generator) == 0
                    return (action, burnsAfter: dies ? Int.random(in: 0...10, using: &generator) : nil)
                })
        }
    }

    private static func action(_ refunds: [RefundID], using generator: inout SeededGenerator) -> Action {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<4: .authorize
        case 4..<9: .capture
        case 9..<10: .void
        case 10..<14: .refund(refunds.randomElement(using: &generator) ?? .random(), Int.random(in: 1...700, using: &generator))
        case 14..<16: .read
        case 16..<17: .resolve
        case 17..<18: .deliver
        default: .wait(milliseconds: Int.random(in: 1...6_000, using: &generator))
        }
    }

    func run(in world: PaymentWorld) async throws -> Promise {
        var promise = Promise(order: order)
        for step in steps {
            try await withThrowingTaskGroup(of: Promise.self) { group in
                for (action, burnsAfter) in step.actions {
                    group.addTask { [promise] in try await perform(action, burnsAfter, promise, in: world) }
                }
                for try await told in group { promise.merge(told) }
            }
        }
        return promise
    }

    private func perform(_ action: Action, _ burnsAfter: Int?, _ before: Promise, in world: PaymentWorld) async throws -> Promise {
        let fuse = Fuse(burnsAfter: burnsAfter)
        let service = world.processor(
            database: FusedDatabase(world.database, fuse), provider: FusedProvider(world.sandbox, fuse, late: late))
        var promise = before
        do {
            switch action {
            case .authorize: if case .payment(let payment) = try await service.authorize(request, for: order) { promise.note(payment) }
            case .capture: promise.note(try await service.capture(order))
            case .void: promise.note(try await service.void(order), isVoid: true)
            case .read: if let payment = try await service.payment(for: order) { promise.note(payment) }
            case .resolve: try await service.resolveDue()
            case .deliver: await late.deliver()
            case .wait(let milliseconds): world.clock.advance(by: .milliseconds(milliseconds))
            case .refund(let id, let amount):
                let outcome = try await service.refund(id, RefundRequest(amount: Samples.usd(amount)), of: order)
                if case .refund(let refund) = outcome, refund.status == .succeeded { promise.refunds[id] = refund.amount.amount }
            }
        } catch is Fuse.Blown {
            // The process is dead; what it was about is for the next one.
        } catch is PaymentRefusal {
            // The order service would not have asked.
        }
        return promise
    }
}

extension CrashScript.Promise {
    fileprivate mutating func note(_ payment: Payment, isVoid: Bool = false) {
        if payment.status == .captured { isCaptured = true }
        if isVoid || payment.status == .voided || payment.status == .voiding { isVoided = true }
    }

    fileprivate mutating func merge(_ other: CrashScript.Promise) {
        isCaptured = isCaptured || other.isCaptured
        isVoided = isVoided || other.isVoided
        refunds.merge(other.refunds) { first, _ in first }
    }
}
