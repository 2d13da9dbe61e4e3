/// Who waits for the next commit, and whether one is under way. Pure; ``GroupCommit`` guards it with a lock and acts on its answers.
struct WriteQueue: Sendable {
    private var waiting: [PendingWrite] = []
    private var isDraining = false
    private var lastID = 0

    /// A new write's id.
    mutating func makeID() -> Int {
        lastID += 1
        return lastID
    }

    /// Adds a write. Returns whether the caller must start a drain.
    mutating func add(_ write: PendingWrite) -> Bool {
        waiting.append(write)
        defer { isDraining = true }
        return !isDraining
    }

    /// Takes a write out again if it has not been taken for a commit. Nil means that its outcome is on the way.
    mutating func withdraw(id: Int) -> PendingWrite? {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return waiting.remove(at: index)
    }

    /// Takes the writes of the next commit, the oldest first.
    mutating func takeBatch(limit: Int) -> [PendingWrite] {
        let batch = Array(waiting.prefix(limit))
        waiting.removeFirst(batch.count)
        return batch
    }

    /// Ends one commit. Returns whether another must follow because more writes have come.
    mutating func finishCommit() -> Bool {
        isDraining = !waiting.isEmpty
        return isDraining
    }
}
