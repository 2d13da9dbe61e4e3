import OrderAPI
package import Commerce
package import Foundation
import Storage

/// Who drives which order.
extension OrderStore {
    /// Keeps the lease for longer, or gives it back for whoever comes first after `until`. Throws ``LeaseLost``.
    package func extend(_ order: LeasedOrder, until: Date) async throws -> LeasedOrder {
        try await database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE orders SET lease_expires_at = \(until)
                WHERE id = \(order.record.id) AND lease_epoch = \(order.lease.epoch)
                """)
            guard changed == 1 else { throw LeaseLost(subject: order.record.id.rawValue) }
        }
        var extended = order
        extended.lease.expiresAt = until
        return extended
    }

    /// Gives back everything that `owner` still holds, so that another replica goes on at once.
    package func handBackAll(of owner: String) async throws {
        _ = try await database.write {
            try $0.execute("UPDATE orders SET lease_expires_at = 0 WHERE settled = 0 AND lease_owner = \(owner)")
        }
    }

    /// Takes over orders that are not settled and whose lease has run out, the longest overdue first.
    package func claimDue(owner: String, until: Date, limit: Int) async throws -> [LeasedOrder] {
        let instant = now()
        let due: SQL = """
            SELECT * FROM orders WHERE settled = 0 AND lease_expires_at <= \(instant) ORDER BY lease_expires_at LIMIT \(limit)
            """
        // Mostly there is nothing to do, and that should cost no write.
        guard try await database.read({ try $0.firstRow(due) }) != nil else { return [] }
        return try await database.write { connection in
            try connection.rows(due).compactMap { row in
                // A state that only a newer version knows is left to a replica of that version.
                guard let order = try? LeasedOrder(row: row) else { return nil }
                return try Self.take(order, for: owner, until: until, on: connection)
            }
        }
    }

    /// What became of a wish to cancel.
    package enum CancelClaim: Sendable, Equatable {
        case unknown
        /// Cancelled before, for whatever reason.
        case cancelled(OrderRecord)
        case notCancellable(OrderRecord)
        /// The order is confirmed and now ours; whoever drove it until now is fenced off.
        case claimed(LeasedOrder)
    }

    /// Takes a confirmed order over, from whoever drives it, in order to cancel it.
    package func claimForCancel(_ id: OrderID, owner: String, until: Date) async throws -> CancelClaim {
        try await database.write { connection in
            guard let found = try Self.find(id, on: connection) else { return .unknown }
            switch found.record.status {
            case .cancelled: return .cancelled(found.record)
            case .processing, .rejected: return .notCancellable(found.record)
            case .confirmed:
                let taken = try Self.take(found, for: owner, until: until, on: connection)
                return taken.map { .claimed($0) } ?? .notCancellable(found.record)
            }
        }
    }

    private static func take(
        _ order: LeasedOrder, for owner: String, until: Date, on connection: any DatabaseConnection
    ) throws -> LeasedOrder? {
        var taken = order
        taken.lease = order.lease.taken(by: owner, until: until)
        let changed = try connection.execute(
            """
            UPDATE orders SET lease_owner = \(owner), lease_epoch = \(taken.lease.epoch), lease_expires_at = \(until)
            WHERE id = \(order.record.id) AND lease_epoch = \(order.lease.epoch)
            """)
        return changed == 1 ? taken : nil
    }
}
