/// The pure core of ``ReservationBatcher``: who waits, who leads, and what goes into the next batch.
///
/// `Waiter` is whatever resumes a waiting caller; the queue only keeps it and hands it back.
struct BatchQueue<Request: Sendable, Waiter> {
    typealias Entry = BatchEntry<Request>

    /// What the next leader is told: its waiter, and the batch with its own request first.
    struct Promotion {
        let leader: Waiter
        let batch: [Entry]
    }

    private var nextID = 0
    private var waiting: [Entry] = []
    private var waiters: [Int: Waiter] = [:]
    private var isLed = false

    var waitingCount: Int { waiting.count }

    mutating func makeID() -> Int {
        defer { nextID += 1 }
        return nextID
    }

    /// Takes the lead with a batch of one when nobody has it, or else joins the line.
    mutating func join(_ entry: Entry, _ waiter: Waiter) -> Promotion? {
        guard isLed else {
            isLed = true
            return Promotion(leader: waiter, batch: [entry])
        }
        waiting.append(entry)
        waiters[entry.id] = waiter
        return nil
    }

    /// The caller gave up. What it asked for may be under way already.
    mutating func leave(_ id: Int) -> Waiter? {
        waiting.removeAll { $0.id == id }
        return waiters.removeValue(forKey: id)
    }

    /// The waiter of an answered request; nil when it gave up or is the leader itself.
    mutating func answered(_ entry: Entry) -> Waiter? {
        waiters.removeValue(forKey: entry.id)
    }

    /// Puts the requests of a batch that was not carried out back to the head of the line.
    mutating func returnToLine(_ batch: some Collection<Entry>) {
        waiting.insert(contentsOf: batch.filter { waiters[$0.id] != nil }, at: 0)
    }

    /// Hands the lead to the first in line, with at most `limit` requests; nobody leads when the line is empty.
    mutating func passLead(limit: Int) -> Promotion? {
        let batch = Array(waiting.prefix(limit))
        guard let first = batch.first, let leader = waiters.removeValue(forKey: first.id) else {
            isLed = false
            return nil
        }
        waiting.removeFirst(batch.count)
        return Promotion(leader: leader, batch: batch)
    }
}
