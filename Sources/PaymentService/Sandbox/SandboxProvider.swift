package import Commerce
package import Foundation
package import Storage

/// The built-in payment provider. It stands for an external company: it has its own database, which any number of payment-service
/// processes may share, its books are durable, and each operation is atomic and carried out once for each key.
package struct SandboxProvider: PaymentProvider {
    private let database: any Database
    private let latencies: @Sendable () -> SandboxLatencies
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void

    /// `database` must be another than the payment service's. Call ``prepare()`` before the first use.
    package init(
        database: any Database, latencies: @escaping @Sendable () -> SandboxLatencies, now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.database = database
        self.latencies = latencies
        self.now = now
        self.sleep = sleep
    }

    /// Brings the sandbox's tables up to date.
    package func prepare() async throws {
        try await Migrator.migrate(database, SandboxSchema.migrations)
    }

    package func authorize(_ request: ProviderAuthorization, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        guard let token = SandboxToken(rawValue: request.token) else { throw .rejected(.invalidToken) }
        let charge = try await perform(
            SandboxOperation(kind: .authorize, order: request.order, key: key, amount: request.amount, token: token))
        if token == .slow { try await pause(latencies().slow) }
        // The caller's patience ends here; what is being processed goes on without it.
        if charge.status == .processing { throw .outcomeUnknown }
        return charge
    }

    package func capture(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await perform(SandboxOperation(kind: .capture, order: order, key: key, amount: amount))
    }

    package func void(_ order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await perform(SandboxOperation(kind: .void, order: order, key: key))
    }

    package func refund(_ amount: Money, of order: OrderID, key: IdempotencyKey) async throws(ProviderError) -> ProviderCharge {
        try await perform(SandboxOperation(kind: .refund, order: order, key: key, amount: amount))
    }

    package func find(_ order: OrderID) async throws(ProviderError) -> ProviderCharge? {
        let now = now()
        let settling = latencies().settling
        do {
            let charge = try await database.read { connection in
                try SandboxLedger(connection: connection, now: now, settling: settling).charge(of: order)
            }
            guard charge?.status == .processing else { return charge }
            return try await database.write { connection in
                let ledger = SandboxLedger(connection: connection, now: now, settling: settling)
                try ledger.settle(order)
                return try ledger.charge(of: order)
            }
        } catch {
            throw .unavailable
        }
    }

    private func perform(_ operation: SandboxOperation) async throws(ProviderError) -> ProviderCharge {
        let latencies = latencies()
        let now = now()
        try await pause(latencies.call)
        do {
            return try await database.write { connection in
                try SandboxLedger(connection: connection, now: now, settling: latencies.settling).perform(operation)
            }
        } catch let rejection as ProviderRejection {
            throw .rejected(rejection)
        } catch {
            // The commit may have been durable before it failed.
            throw .outcomeUnknown
        }
    }

    private func pause(_ duration: Duration) async throws(ProviderError) {
        guard duration > .zero else { return }
        do {
            try await sleep(duration)
        } catch {
            throw .outcomeUnknown
        }
    }
}
