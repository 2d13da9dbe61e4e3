import Commerce
import Foundation
import Storage

/// The sandbox's books and the rules they are kept by, inside one transaction.
struct SandboxLedger {
    let connection: any DatabaseConnection
    let now: Date
    /// From a `tok_timeout` authorization until it turns out captured.
    let settling: Duration

    /// Carries an operation out, once for each key, and returns the charge as it is then. Throws ``ProviderRejection``.
    func perform(_ operation: SandboxOperation) throws -> ProviderCharge {
        try settle(operation.order)
        if try !isRepeated(operation) {
            try apply(operation)
            try record(operation)
        }
        guard let charge = try charge(of: operation.order) else { throw ProviderRejection.unknownCharge }
        return charge
    }

    /// Captures what was left undecided, if its time has come.
    func settle(_ order: OrderID) throws {
        try connection.execute(
            """
            UPDATE sandbox_charges SET status = 'captured', captures = captures + 1, captured = amount, settles_at = NULL
            WHERE order_id = \(order) AND status = 'processing' AND settles_at <= \(now)
            """)
    }

    /// The charge as the books have it; nil when there is none.
    func charge(of order: OrderID) throws -> ProviderCharge? {
        let charge = try connection.firstRow("SELECT status, captured, currency FROM sandbox_charges WHERE order_id = \(order)")
        guard let charge else { return nil }
        let captured = Money(try charge.get("captured"), try charge.get("currency"))
        var refunds: [IdempotencyKey: Money] = [:]
        let query: SQL = """
            SELECT idempotency_key, amount, currency FROM sandbox_operations WHERE order_id = \(order) AND operation = 'refund'
            """
        try connection.forEachRow(query) { row in
            refunds[IdempotencyKey(try row.get("idempotency_key"))] = Money(try row.get("amount"), try row.get("currency"))
        }
        return ProviderCharge(try status(named: try charge.get("status"), captured: captured), refunds: refunds)
    }

    private func status(named name: String, captured: Money) throws -> ProviderCharge.Status {
        switch name {
        case "processing": .processing
        case "authorized": .authorized
        case "declined": .declined(reason: "card_declined")
        case "captured": .captured(captured)
        case "voided": .voided
        default: throw DatabaseError.unexpectedColumn("status", found: name)
        }
    }

    private func isRepeated(_ operation: SandboxOperation) throws -> Bool {
        let known = try connection.firstRow(
            "SELECT operation, order_id, amount, currency, token FROM sandbox_operations WHERE idempotency_key = \(operation.key.rawValue)")
        guard let known else { return false }
        let isSame =
            try known.get("operation") == operation.kind.rawValue && known.get("order_id") == operation.order
            && Money(known.get("amount"), known.get("currency")) == operation.amount
            && known.get("token") == (operation.token?.rawValue ?? "")
        guard isSame else { throw ProviderRejection.keyReused }
        return true
    }

    private func record(_ operation: SandboxOperation) throws {
        try connection.execute(
            """
            INSERT INTO sandbox_operations (idempotency_key, order_id, operation, amount, currency, token, created_at)
            VALUES (\(operation.key.rawValue), \(operation.order), \(operation.kind.rawValue), \(operation.amount.amount),
                \(operation.amount.currency), \(operation.token?.rawValue ?? ""), \(now))
            """)
    }
}
