import Commerce
import PaymentAPI
import ProductAPI
import Storage

/// The product service as one replica reaches it.
struct FaultyStock: StockReserving {
    let ledger: StockLedger
    let faults: any Interference

    func quotes(for skus: [SKU]) async throws -> [SKU: Quote] {
        try await faults.around("quotes") { ledger.quotes(skus) }
    }

    func reserve(_ lines: [StockLine], for order: OrderID) async throws -> ReserveOutcome {
        try await faults.around("reserve") { ledger.reserve(lines, for: order) }
    }

    func commit(_ order: OrderID) async throws -> CommitOutcome {
        try await faults.around("commit") { ledger.commit(order) }
    }

    func release(_ order: OrderID) async throws {
        try await faults.around("release") { ledger.release(order) }
    }
}

/// The payment service as one replica reaches it.
struct FaultyPayments: PaymentProcessing {
    let ledger: PaymentLedger
    let faults: any Interference

    func authorize(_ request: AuthorizationRequest, for order: OrderID) async throws -> AuthorizeOutcome {
        try await faults.around("authorize") { ledger.authorize(request, for: order) }
    }

    func capture(_ order: OrderID) async throws -> Payment {
        try await faults.around("capture") { try ledger.capture(order) }
    }

    func void(_ order: OrderID) async throws -> Payment {
        try await faults.around("void") { ledger.void(order, total: .zero(.usd)) }
    }

    func refund(_ refund: RefundID, _ request: RefundRequest, of order: OrderID) async throws -> RefundOutcome {
        try await faults.around("refund") { ledger.refund(refund, request, of: order) }
    }

    func payment(for order: OrderID) async throws -> Payment? {
        try await faults.around("payment") { ledger.payment(for: order) }
    }
}

/// The database as one replica reaches it: it may die before a commit, or after it without hearing of it.
struct FaultyDatabase: Database {
    let base: any Database
    let faults: any Interference

    func read<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        try await faults.around("database") { try await base.write(body) }
    }
}
