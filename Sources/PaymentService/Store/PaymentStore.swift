package import Commerce
package import Foundation
package import Storage

/// Payments in the database. Each transition of a machine is one durable transaction.
package struct PaymentStore: Sendable {
    /// How often a transition starts over because another process got in between.
    private static let maximumTries = 8

    let database: any Database

    package init(database: any Database) { self.database = database }

    /// Brings the service's tables up to date.
    package func prepare() async throws {
        try await Migrator.migrate(database, PaymentSchema.migrations)
    }

    package func record(of order: OrderID) async throws -> PaymentRecord? {
        try await database.read { try PaymentRows(connection: $0).record(of: order) }
    }

    /// Stores a payment that begins with these directives. Returns nil and changes nothing if the order has one already.
    package func open(
        _ machine: PaymentMachine, directives: [PaymentDirective], schedule: PaymentSchedule
    ) async throws -> PaymentStep? {
        try await database.write { connection in
            var record = PaymentRecord(machine: machine, version: 1, attempts: 0, resolveAt: nil, updatedAt: schedule.now)
            schedule.apply(to: &record, directives: directives)
            do {
                try PaymentRows(connection: connection).insert(record)
            } catch DatabaseError.uniqueViolation {
                return nil
            }
            return PaymentStep(record: record, directives: directives)
        }
    }

    /// Lets the order's machine handle an event and stores what comes of it.
    ///
    /// With `version`, the event is an answer to a call that went out at that version: if the payment has changed since, the
    /// machine is told to resume instead. Throws ``PaymentRefusal``.
    package func transition(
        _ order: OrderID, _ event: PaymentEvent, at version: Int? = nil, schedule: PaymentSchedule
    ) async throws -> PaymentStep {
        try await retryingConflicts { connection in
            let rows = PaymentRows(connection: connection)
            guard let record = try rows.record(of: order) else { throw PaymentRefusal.notFound }
            let isStale = version.map { $0 != record.version } ?? false
            return try rows.advance(record, by: isStale ? .resumed : event, schedule: schedule)
        }
    }

    /// Takes an unresolved payment up, provided that nobody has since its `resolveAt` was read; nil if somebody has.
    package func claim(_ order: OrderID, dueAt resolveAt: Date?, schedule: PaymentSchedule) async throws -> PaymentStep? {
        try await retryingConflicts { connection in
            let rows = PaymentRows(connection: connection)
            guard let record = try rows.record(of: order), record.machine.isUnresolved,
                record.resolveAt?.milliseconds == resolveAt?.milliseconds
            else { return nil }
            return try rows.advance(record, by: .resumed, schedule: schedule)
        }
    }

    /// The unresolved payments whose time has come, longest due first.
    package func due(at now: Date, limit: Int) async throws -> [DuePayment] {
        try await database.read { connection in
            let query: SQL = """
                SELECT order_id, resolve_at FROM payments WHERE resolve_at <= \(now)
                ORDER BY resolve_at LIMIT \(limit)
                """
            return try connection.rows(query).map {
                DuePayment(order: try $0.get("order_id"), resolveAt: try $0.get("resolve_at"))
            }
        }
    }

    private func retryingConflicts<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        for _ in 1..<Self.maximumTries {
            do {
                return try await database.write(body)
            } catch is PaymentRows.Conflict {
                continue
            }
        }
        return try await database.write(body)
    }
}
