/// Who waits for the next commit, and whether one is under way. Pure; ``ObjectStore`` guards it with a lock.
///
/// There is no task that commits. The first write that comes leads: it commits itself with all that wait, then names a successor. So
/// many writes share one transaction, and none is held up by more than one other commit.
struct CommitQueue: Sendable {
    private var waiting: [PendingWrite] = []
    private var isLed = false

    /// Whether the write that asks leads the next commit; if not, it must ``add(_:)`` itself and wait.
    mutating func lead() -> Bool {
        guard !isLed else { return false }
        isLed = true
        return true
    }

    mutating func add(_ write: PendingWrite) { waiting.append(write) }

    /// Takes those who share the leader's commit, the oldest first.
    mutating func takeFollowers(limit: Int) -> [PendingWrite] {
        let followers = Array(waiting.prefix(limit))
        waiting.removeFirst(followers.count)
        return followers
    }

    /// Puts followers back whose leader gave up before the commit.
    mutating func putBack(_ followers: [PendingWrite]) { waiting.insert(contentsOf: followers, at: 0) }

    /// Ends the leadership. Returns the successor, which is told to lead; nil when nobody waits.
    mutating func succeed() -> PendingWrite? {
        guard !waiting.isEmpty else {
            isLed = false
            return nil
        }
        return waiting.removeFirst()
    }
}
