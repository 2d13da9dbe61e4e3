import Metrics
import Synchronization

/// Gathers concurrent requests into batches that are decided and committed at once: **hot-SKU batching**.
///
/// The first caller carries out its own request. Those that arrive while it commits form the next batch, which the first
/// of them carries out for all. Nobody waits for a timer; under no load every batch has one request. The line is as long
/// as there are concurrent callers, which the admission limit of the service bounds.
package final class ReservationBatcher: Sendable {
    /// Decides all requests in one transaction and returns one answer for each, in order.
    package typealias Apply = @Sendable ([StockRequest]) async throws -> [StockAnswer]

    private typealias Entry = BatchEntry<StockRequest>
    private typealias Queue = BatchQueue<StockRequest, CheckedContinuation<Turn, any Error>>

    private enum Turn: Sendable {
        case answered(StockAnswer)
        case leads([Entry])
    }

    private let limit: @Sendable () -> Int
    private let apply: Apply
    private let queue = Mutex(Queue())
    private let batchSize = Recorder(label: "souk_reservation_batch_size")

    /// - Parameter limit: the largest batch; 1 switches batching off, so that every caller commits by itself.
    package init(limit: @escaping @Sendable () -> Int, apply: @escaping Apply) {
        self.limit = limit
        self.apply = apply
    }

    /// Callers in line for the next batch.
    package var waitingCount: Int { queue.withLock { $0.waitingCount } }

    /// The answer to one request. A caller that is cancelled stops waiting; its request may be carried out all the same.
    package func submit(_ request: StockRequest) async throws -> StockAnswer {
        guard limit() > 1 else { return try await answers(to: [request])[0] }
        switch try await turn(for: request) {
        case .answered(let answer): return answer
        case .leads(let batch): return try await lead(batch)
        }
    }

    private func turn(for request: StockRequest) async throws -> Turn {
        let entry = Entry(id: queue.withLock { $0.makeID() }, request: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                promote(queue.withLock { $0.join(entry, continuation) })
            }
        } onCancel: {
            queue.withLock { $0.leave(entry.id) }?.resume(throwing: CancellationError())
        }
    }

    private func lead(_ batch: [Entry]) async throws -> StockAnswer {
        do {
            let answers = try await answers(to: batch.map(\.request))
            for (entry, answer) in zip(batch, answers) {
                queue.withLock { $0.answered(entry) }?.resume(returning: .answered(answer))
            }
            passLead()
            return answers[0]
        } catch {
            // A cancelled leader must not fail the others: their requests are repeated, which changes no answer.
            if Task.isCancelled {
                queue.withLock { $0.returnToLine(batch) }
            } else {
                for entry in batch { queue.withLock { $0.answered(entry) }?.resume(throwing: error) }
            }
            passLead()
            throw error
        }
    }

    private func answers(to requests: [StockRequest]) async throws -> [StockAnswer] {
        batchSize.record(requests.count)
        let answers = try await apply(requests)
        guard answers.count == requests.count else { throw BatchMismatch(requests: requests.count, answers: answers.count) }
        return answers
    }

    private func passLead() {
        let limit = max(1, limit())
        promote(queue.withLock { $0.passLead(limit: limit) })
    }

    private func promote(_ promotion: Queue.Promotion?) {
        guard let promotion else { return }
        promotion.leader.resume(returning: .leads(promotion.batch))
    }
}

/// The decision of a batch left out a request: a fault in the program.
private struct BatchMismatch: Error {
    let requests: Int
    let answers: Int
}
