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
        let due: SQL = "SELECT * FROM orders WHERE settled = 0 AND lease_expires_at <= \(instant) ORDER BY lease_expires_at, id"
        // Mostly there is nothing to do, and that should cost no write.
        guard try await database.read({ try $0.firstRow("\(due) LIMIT 1") }) != nil else { return [] }
        return try await database.write { connection in
            var taken: [LeasedOrder] = []
            // A state that only a newer version knows is left to a replica of that version, and must not stand before the rest.
            var passedOver = 0
            while taken.count < limit {
                let rows = try connection.rows("\(due) LIMIT \(limit - taken.count) OFFSET \(passedOver)")
                guard !rows.isEmpty else { break }
                for row in rows {
                    let order = try? LeasedOrder(row: row)
                    if let mine = try order.flatMap({ try Self.take($0, for: owner, until: until, on: connection) }) {
                        taken.append(mine)
                    } else {
                        passedOver += 1
                    }
                }
            }
            return taken
        }
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
