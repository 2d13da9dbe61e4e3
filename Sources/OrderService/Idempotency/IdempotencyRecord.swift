package import Foundation
import Storage

/// What is known of an Idempotency-Key. Without an answer the request is still under way.
package struct IdempotencyRecord: Sendable, Equatable {
    package var key: RequestKey
    /// The digest of the request, to tell a repeat from another request with the same key.
    package var fingerprint: String
    /// The order or the refund that the request became.
    package var subject: String
    package var answer: StoredAnswer?
    package var expiresAt: Date

    package init(key: RequestKey, fingerprint: String, subject: String, answer: StoredAnswer?, expiresAt: Date) {
        self.key = key
        self.fingerprint = fingerprint
        self.subject = subject
        self.answer = answer
        self.expiresAt = expiresAt
    }
}

extension IdempotencyRecord {
    init(row: Row) throws {
        let answer: String? = try row.get("answer")
        self.init(
            key: try row.get("request_key"), fingerprint: try row.get("fingerprint"), subject: try row.get("subject"),
            answer: try answer == nil ? nil : Stored.value(StoredAnswer.self, in: row, "answer"),
            expiresAt: try row.get("expires_at"))
    }

    static func find(_ key: RequestKey, on connection: any DatabaseConnection) throws -> IdempotencyRecord? {
        try connection.firstRow("SELECT * FROM idempotency_records WHERE request_key = \(key)").map { try IdempotencyRecord(row: $0) }
    }

    /// Takes the key. Returns the record that holds it already, unless that one is answered and out of date.
    func claim(on connection: any DatabaseConnection, at instant: Date) throws -> IdempotencyRecord? {
        if let existing = try Self.find(key, on: connection) {
            guard existing.answer != nil, existing.expiresAt.milliseconds <= instant.milliseconds else { return existing }
            try connection.execute("DELETE FROM idempotency_records WHERE request_key = \(key)")
        }
        do {
            try connection.execute(
                """
                INSERT INTO idempotency_records (request_key, fingerprint, subject, answer, expires_at)
                VALUES (\(key), \(fingerprint), \(subject), NULL, \(expiresAt))
                """)
            return nil
        } catch DatabaseError.uniqueViolation {
            // Another replica was faster; on a database with row locks its record is readable only now.
            return try Self.find(key, on: connection) ?? self
        }
    }

    static func store(
        _ answer: StoredAnswer, for key: RequestKey, subject: String, on connection: any DatabaseConnection
    ) throws {
        try connection.execute(
            "UPDATE idempotency_records SET answer = \(try Stored.text(answer)) WHERE request_key = \(key) AND subject = \(subject)")
    }

    static func free(_ key: RequestKey, subject: String, on connection: any DatabaseConnection) throws {
        try connection.execute("DELETE FROM idempotency_records WHERE request_key = \(key) AND subject = \(subject)")
    }

    /// How many records one ``purge(on:at:)`` deletes at most.
    static let purgeLimit = 500

    /// Deletes answered records that are out of date, some at a time, and returns how many it were.
    static func purge(on connection: any DatabaseConnection, at instant: Date) throws -> Int {
        let expired = try connection.rows(
            "SELECT request_key FROM idempotency_records WHERE expires_at <= \(instant) AND answer IS NOT NULL LIMIT \(purgeLimit)")
        guard !expired.isEmpty else { return 0 }
        let keys: [RequestKey] = try expired.map { try $0.get("request_key") }
        return try connection.execute("DELETE FROM idempotency_records WHERE request_key IN (\(list: keys))")
    }
}
