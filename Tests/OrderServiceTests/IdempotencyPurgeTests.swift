import Foundation
import OrderService
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct IdempotencyPurgeTests {
    @Test func allThatIsOutOfDateGoesAtOnce() async throws {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            let (past, future) = (world.time.now() - 1, world.time.now() + 1)
            try await Self.insert(1_200, "old", answer: "{}", expiresAt: past, into: database)
            try await Self.insert(1, "live", answer: "{}", expiresAt: future, into: database)
            try await Self.insert(1, "unanswered", answer: nil, expiresAt: past, into: database)
            try await world.orders.purgeIdempotencyRecords()
            let left = try await database.read { connection in
                try connection.rows("SELECT request_key FROM idempotency_records ORDER BY request_key").map {
                    try $0.get("request_key", as: String.self)
                }
            }
            #expect(left == ["live-0", "unanswered-0"])
        }
    }

    private static func insert(_ count: Int, _ name: String, answer: String?, expiresAt: Date, into database: any Database) async throws {
        try await database.write { connection in
            for index in 0..<count {
                let key = "\(name)-\(index)"
                try connection.execute(
                    """
                    INSERT INTO idempotency_records (request_key, fingerprint, subject, answer, expires_at)
                    VALUES (\(key), 'print', 'subject', \(answer), \(expiresAt))
                    """)
            }
        }
    }
}
