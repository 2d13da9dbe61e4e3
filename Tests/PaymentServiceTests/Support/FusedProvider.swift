import Commerce
import PaymentService

/// A provider whose caller may die before or after each call, or whose answers never come.
/// With `late`, a call whose caller died before it went out may still be on its way, and arrives whenever the test says so.
struct FusedProvider: PaymentProvider {
    private let base: any PaymentProvider
    private let fuse: Fuse
    private let blown: ProviderError
    private let hangs: Bool
    private let late: LateCalls?

    init(
        _ base: any PaymentProvider, _ fuse: Fuse, blownMeans blown: ProviderError = .outcomeUnknown, hangs: Bool = false,
        late: LateCalls? = nil
    ) {
        self.late = late
        self.base = base
        self.fuse = fuse
        self.blown = blown
        self.hangs = hangs
    }

    func authorize(_ request: ProviderAuthorization, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await fused { () async throws(ProviderError) in try await base.authorize(request, key: key) }
    }

    func capture(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await fused { () async throws(ProviderError) in try await base.capture(amount, of: order, key: key) }
    }

    func void(_ order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await fused { () async throws(ProviderError) in try await base.void(order, key: key) }
    }

    func refund(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await fused { () async throws(ProviderError) in try await base.refund(amount, of: order, key: key) }
    }

    func find(_ order: OrderID) async throws(ProviderError) -> ProviderCharge? {
        try await fused { () async throws(ProviderError) in try await base.find(order) }
    }

    private func fused<Answer>(
        _ call: @escaping @Sendable () async throws(ProviderError) -> Answer
    ) async throws(ProviderError) -> Answer {
        do {
            try burn()
        } catch {
            late?.add { _ = try? await call() }
            throw error
        }
        if hangs {
            let never = AsyncStream<Void>.makeStream().stream
            for await _ in never {}
        }
        let answer = try await call()
        try burn()
        return answer
    }

    private func burn() throws(ProviderError) {
        do { try fuse.burn() } catch { throw blown }
    }
}
