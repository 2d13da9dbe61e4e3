package import Commerce
import ServiceKit

/// A provider that is not waited for longer than allowed, nor longer than whoever asked will wait.
package struct TimeLimitedProvider: PaymentProvider {
    /// Kept back from the caller's deadline, to store the outcome and to answer.
    private static let margin: Duration = .milliseconds(200)

    private let base: any PaymentProvider
    private let limit: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    package init(
        _ base: any PaymentProvider, limit: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.base = base
        self.limit = limit
        self.sleep = sleep
    }

    package func authorize(_ request: ProviderAuthorization, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await limited { try await base.authorize(request, key: key) }
    }

    package func capture(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await limited { try await base.capture(amount, of: order, key: key) }
    }

    package func void(_ order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await limited { try await base.void(order, key: key) }
    }

    package func refund(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await limited { try await base.refund(amount, of: order, key: key) }
    }

    package func find(_ order: OrderID) async throws(ProviderError) -> ProviderCharge? {
        try await limited { try await base.find(order) }
    }

    private func limited<Answer: Sendable>(
        _ call: @escaping @Sendable () async throws -> Answer
    ) async throws(ProviderError) -> Answer {
        var patience = limit()
        if let deadline = Deadline.current { patience = min(patience, deadline.remaining - Self.margin) }
        guard patience > .zero else { throw .unavailable }
        do {
            return try await race(call, against: patience)
        } catch let error as ProviderError {
            throw error
        } catch {
            throw .outcomeUnknown
        }
    }

    private func race<Answer: Sendable>(
        _ call: @escaping @Sendable () async throws -> Answer, against patience: Duration
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await call() }
            group.addTask { [sleep] in
                try await sleep(patience)
                throw ProviderError.outcomeUnknown
            }
            guard let answer = try await group.next() else { throw ProviderError.outcomeUnknown }
            return answer
        }
    }
}
