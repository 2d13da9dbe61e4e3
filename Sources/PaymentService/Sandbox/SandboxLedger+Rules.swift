import Commerce
import Foundation
import Storage

/// What the sandbox allows. Each rule stands in the condition of its UPDATE, so that two callers cannot both pass it.
extension SandboxLedger {
    func apply(_ operation: SandboxOperation) throws {
        switch operation.kind {
        case .authorize: try authorize(operation)
        case .capture: try capture(operation)
        case .void: try void(operation)
        case .refund: try refund(operation)
        }
    }

    private func authorize(_ operation: SandboxOperation) throws {
        if let existing = try charge(of: operation.order) {
            // Closed before it began: the answer is the closed charge. Any other is a second charge of one order.
            guard existing.status == .voided else { throw ProviderRejection.keyReused }
            return
        }
        switch operation.token {
        case .visa, .slow: try open(operation.order, operation.amount, status: "authorized")
        case .declined: try open(operation.order, operation.amount, status: "declined")
        case .timeout: try open(operation.order, operation.amount, status: "processing", settlesAt: now.adding(settling))
        case nil: throw ProviderRejection.invalidToken
        }
    }

    private func capture(_ operation: SandboxOperation) throws {
        let amount = operation.amount
        let changed = try connection.execute(
            """
            UPDATE sandbox_charges SET status = 'captured', captures = captures + 1, captured = \(amount.amount)
            WHERE order_id = \(operation.order) AND status = 'authorized' AND currency = \(amount.currency) AND amount >= \(amount.amount)
            """)
        guard changed == 0 else { return }
        switch try charge(of: operation.order)?.status {
        case nil: throw ProviderRejection.unknownCharge
        case .processing: throw ProviderRejection.stillProcessing
        case .captured: throw ProviderRejection.alreadyCaptured
        case .authorized: throw ProviderRejection.exceedsAuthorization
        case .declined, .voided: throw ProviderRejection.notAuthorized
        }
    }

    private func void(_ operation: SandboxOperation) throws {
        let changed = try connection.execute(
            "UPDATE sandbox_charges SET status = 'voided' WHERE order_id = \(operation.order) AND status = 'authorized'")
        guard changed == 0 else { return }
        switch try charge(of: operation.order)?.status {
        case nil: try open(operation.order, .zero(.usd), status: "voided")
        case .processing: throw ProviderRejection.stillProcessing
        case .captured: throw ProviderRejection.alreadyCaptured
        case .authorized, .declined, .voided: return
        }
    }

    private func refund(_ operation: SandboxOperation) throws {
        let amount = operation.amount
        let changed = try connection.execute(
            """
            UPDATE sandbox_charges SET refunded = refunded + \(amount.amount)
            WHERE order_id = \(operation.order) AND status = 'captured' AND currency = \(amount.currency)
                AND refunded + \(amount.amount) <= captured
            """)
        guard changed == 0 else { return }
        guard try charge(of: operation.order) != nil else { throw ProviderRejection.unknownCharge }
        throw ProviderRejection.exceedsCapture
    }

    private func open(_ order: OrderID, _ amount: Money, status: String, settlesAt: Date? = nil) throws {
        try connection.execute(
            """
            INSERT INTO sandbox_charges (order_id, status, amount, currency, captures, captured, refunded, settles_at, created_at)
            VALUES (\(order), \(status), \(amount.amount), \(amount.currency), 0, 0, 0, \(settlesAt), \(now))
            """)
    }
}
