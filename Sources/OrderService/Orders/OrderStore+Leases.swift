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

    /// How long an order that cannot be read here is out of the way of those behind it.
    private static let passingOver: TimeInterval = 5

    /// Takes over orders that are not settled and whose lease has run out, the longest overdue first.
    package func claimDue(owner: String, until: Date, limit: Int) async throws -> [LeasedOrder] {
        let instant = now()
        let due: SQL = """
            SELECT * FROM orders WHERE settled = 0 AND lease_expires_at <= \(instant) ORDER BY lease_expires_at LIMIT \(limit)
            """
        // Mostly there is nothing to do, and that should cost no write.
        guard try await database.read({ try $0.firstRow(due) }) != nil else { return [] }
        return try await database.write { connection in
            try connection.rows(due).compactMap { row -> LeasedOrder? in
                guard let order = try? LeasedOrder(row: row) else {
                    try Self.passOver(row, until: instant + Self.passingOver, on: connection)
                    return nil
                }
                return try Self.take(order, for: owner, until: until, on: connection)
            }
        }
    }

    /// A state that only a newer version knows is left to a replica of that version. It stays nobody's and is due again soon, but
    /// must not be the longest overdue for ever.
    private static func passOver(_ row: Row, until: Date, on connection: any DatabaseConnection) throws {
        let (id, epoch): (String, Int) = (try row.get("id"), try row.get("lease_epoch"))
        try connection.execute("UPDATE orders SET lease_expires_at = \(until) WHERE id = \(id) AND lease_epoch = \(epoch)")
    }

    /// What became of a wish to cancel.
    package enum CancelClaim: Sendable, Equatable {
        case unknown
        /// Cancelled before, for whatever reason.
        case cancelled(OrderRecord)
        case notCancellable(OrderRecord)
        /// The order was confirmed; it is called off now, and ours. Whoever drove it until now is fenced off.
        case claimed(LeasedOrder)
    }

    /// Calls a confirmed order off and takes it over, from whoever drives it. On return that is durable: should this replica die,
    /// another one gives back what was taken.
    package func claimForCancel(_ id: OrderID, owner: String, until: Date) async throws -> CancelClaim {
        let instant = now()
        return try await database.write { connection in
            guard let found = try Self.find(id, on: connection) else { return .unknown }
            switch found.record.status {
            case .cancelled: return .cancelled(found.record)
            case .processing, .rejected: return .notCancellable(found.record)
            case .confirmed:
                guard let taken = try Self.take(found, for: owner, until: until, on: connection) else {
                    return .notCancellable(found.record)
                }
                return .claimed(try Self.callOff(taken, at: instant, on: connection))
            }
        }
    }

    private static func callOff(_ order: LeasedOrder, at instant: Date, on connection: any DatabaseConnection) throws -> LeasedOrder {
        // The margin is for promises, and none is made here.
        var saga = OrderSaga(state: order.record.saga, reservationMargin: .zero)
        let decision = try saga.handle(.cancelRequested, at: instant).decision
        return try write(order, to: saga.state, deciding: decision, at: instant, on: connection)
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
