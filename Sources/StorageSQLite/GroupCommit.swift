import GRDB
import Logging
import Metrics
import Storage
import Synchronization

/// Gathers concurrent writes into shared transactions, so that one `fdatasync` pays for many (docs/decisions/0002-group-commit.md).
///
/// The first write that finds no commit under way starts one at once; those that arrive meanwhile form the next. The commits run on
/// GRDB's writer queue and belong to no caller's task, so a cancelled caller can neither stop a commit nor be answered twice.
final class GroupCommit: Sendable {
    private let pool: DatabasePool
    private let limit: Int
    private let logger: Logger
    private let queue = Mutex(WriteQueue())
    private let batchSize: Recorder

    /// - Parameters:
    ///   - limit: The most writes in one transaction.
    ///   - name: The database in metrics.
    init(pool: DatabasePool, limit: Int, name: String, logger: Logger) {
        precondition(limit > 0, "a commit of nothing would never end")
        self.pool = pool
        self.limit = limit
        self.logger = logger
        batchSize = Recorder(label: "souk_database_batch_size", dimensions: [("database", name)])
    }

    /// Runs `body` in a savepoint of the next shared transaction and returns once that is durable.
    /// A caller that is cancelled while it waits for its turn gets a `CancellationError`; later it gets the true outcome.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value {
        let id = queue.withLock { $0.makeID() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let write = PendingWrite(
                    id: id,
                    run: { connection in
                        let value = try body(connection)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) })
                if queue.withLock({ $0.add(write) }) { scheduleCommit() }
                // The handler below found nothing if it ran before the write was added.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        queue.withLock { $0.withdraw(id: id) }?.fail(CancellationError())
    }

    private func scheduleCommit() {
        pool.asyncWriteWithoutTransaction { self.commitNextBatch(on: $0) }
    }

    /// Runs on the writer queue.
    private func commitNextBatch(on database: GRDB.Database) {
        var batch: [PendingWrite] = []
        var answers: [PendingWrite.Answer] = []
        do {
            try database.inTransaction(.immediate) {
                // Only now, with the lock in hand: all who came while another process held it share this commit.
                batch = takeBatch()
                answers = try batch.map { try outcome(of: $0, on: database) }
                return .commit
            }
            batchSize.record(batch.count)
        } catch {
            if batch.isEmpty { batch = takeBatch() }
            answers = failures(of: batch, after: error)
        }
        for answer in answers { answer() }
        if queue.withLock({ $0.finishCommit() }) { scheduleCommit() }
    }

    private func takeBatch() -> [PendingWrite] {
        queue.withLock { $0.takeBatch(limit: limit) }
    }

    /// Runs one write so that its failure undoes it alone. Throws only when the whole transaction is lost.
    private func outcome(of write: PendingWrite, on database: GRDB.Database) throws -> PendingWrite.Answer {
        try database.cachedStatement(sql: "SAVEPOINT one_write").execute()
        do {
            let answer = try write.run(SQLiteConnection(database))
            try database.cachedStatement(sql: "RELEASE one_write").execute()
            return answer
        } catch {
            // After a full disk and the like SQLite has rolled everything back, whatever the body made of it.
            guard database.isInsideTransaction else { throw error }
            try database.cachedStatement(sql: "ROLLBACK TO one_write").execute()
            try database.cachedStatement(sql: "RELEASE one_write").execute()
            let failure = Storage.DatabaseError.translating(error)
            return { write.fail(failure) }
        }
    }

    /// One failure for all: each outcome, an error of a body too, may rest on what has just been undone.
    private func failures(of batch: [PendingWrite], after error: any Error) -> [PendingWrite.Answer] {
        logger.warning("commit failed", metadata: ["error": "\(error)", "writes": "\(batch.count)"])
        let cause = Storage.DatabaseError.translating(error) as? Storage.DatabaseError
        let failure = cause ?? .unavailable("SQLite rolled the shared transaction back: \(error)")
        return batch.map { write in { write.fail(failure) } }
    }
}
