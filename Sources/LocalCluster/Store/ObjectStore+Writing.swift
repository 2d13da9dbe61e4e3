import Storage
import Logging
import Synchronization
package import KubeModel

extension ObjectStore {
    @discardableResult
    package func perform(_ write: ObjectWrite) async throws(StatusError) -> KubeObject {
        try await outcome(of: write).object
    }

    /// Performs a write and returns what came of it, with the warnings for its client.
    package func outcome(of write: ObjectWrite) async throws(StatusError) -> WriteOutcome {
        let verdict = commits.withLock({ $0.lead() }) ? .lead : await turn(of: write)
        switch verdict {
        case .done(let result): return try result.get()
        case .lead: return try await lead(write)
        }
    }

    /// Waits until another has committed the write or it is this one's turn to lead.
    private func turn(of write: ObjectWrite) async -> PendingWrite.Verdict {
        await withCheckedContinuation { continuation in
            let pending = PendingWrite(write: write) { continuation.resume(returning: $0) }
            let leads = commits.withLock { commits in
                if commits.lead() { return true }
                commits.add(pending)
                return false
            }
            if leads { continuation.resume(returning: .lead) }
        }
    }

    /// Commits the write, with those that wait, and names the next leader.
    private func lead(_ write: ObjectWrite) async throws(StatusError) -> WriteOutcome {
        defer { commits.withLock({ $0.succeed() })?.answer(.lead) }
        let followers = commits.withLock { $0.takeFollowers(limit: limits.writesPerCommit - 1) }
        var batch = CommitBatch(store: self)
        let own = batch.admit(write)
        let outcomes = followers.map { batch.admit($0.write) }
        do {
            try await journal.commit(batch.changes, after: batch.base)
        } catch is CancellationError {
            // Only the leader was cancelled: the others had nothing to do with it, and nothing has been written.
            commits.withLock { $0.putBack(followers) }
            throw .storeUnavailable
        } catch {
            logger.error("Commit failed", metadata: ["error": "\(error)", "writes": "\(followers.count + 1)"])
            for follower in followers { follower.answer(.done(.failure(.storeUnavailable))) }
            throw .storeUnavailable
        }
        publish(batch.changes)
        for (follower, outcome) in zip(followers, outcomes) { follower.answer(.done(outcome)) }
        return try own.get()
    }

    private func publish(_ changes: [StoreChange]) {
        let slow = state.withLock { $0.publish(changes) }
        // Ended outside the lock, for the end of a stream runs its termination handler. What it holds is still read, and its client
        // watches again from the last event that it has read.
        for watcher in slow {
            logger.warning("Ended a watch that did not keep up", metadata: ["resource": "\(watcher.scope.type.qualifiedName)"])
            watcher.continuation.finish()
        }
    }
}
