import Commerce
import Foundation
import PaymentAPI
import Storage

extension PaymentRows {
    func record(of order: OrderID) throws -> PaymentRecord? {
        let query: SQL = """
            SELECT state, amount, currency, method, token, captured, decline_reason, version, attempts, resolve_at, updated_at
            FROM payments WHERE order_id = \(order)
            """
        guard let row = try connection.firstRow(query) else { return nil }
        let currency: Currency = try row.get("currency")
        let columns = PaymentColumns(state: try row.get("state"), declineReason: try row.get("decline_reason"))
        let machine = PaymentMachine(
            order: order, authorization: try authorization(row, currency),
            state: try columns.paymentState(captured: Money(try row.get("captured"), currency)),
            refunds: try refunds(of: order, currency))
        return PaymentRecord(
            machine: machine, version: try row.get("version"), attempts: try row.get("attempts"),
            resolveAt: try row.get("resolve_at"), updatedAt: try row.get("updated_at"))
    }

    private func authorization(_ row: Row, _ currency: Currency) throws -> AuthorizationRequest? {
        let token: String? = try row.get("token")
        guard let token else { return nil }
        let name: String = try row.get("method")
        guard let method = PaymentMethod.Kind(rawValue: name) else { throw DatabaseError.unexpectedColumn("method", found: name) }
        return AuthorizationRequest(
            amount: Money(try row.get("amount"), currency), method: PaymentMethod(method: method, token: token))
    }

    private func refunds(of order: OrderID, _ currency: Currency) throws -> [Refund] {
        try connection.rows("SELECT refund_id, amount, status FROM refunds WHERE order_id = \(order) ORDER BY position").map { row in
            let name: String = try row.get("status")
            guard let status = Refund.Status(rawValue: name) else { throw DatabaseError.unexpectedColumn("status", found: name) }
            return Refund(id: try row.get("refund_id"), status: status, amount: Money(try row.get("amount"), currency))
        }
    }
}
