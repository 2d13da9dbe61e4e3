import Foundation

/// The pure core of ``AnswerCache``: what is kept, what is being loaded, and who waits for it.
///
/// `Key` names an answer; a missing answer (no such product) is kept like any other. `Waiter` resumes a waiting caller.
struct CacheState<Key: Hashable & Sendable, Waiter> {
    /// One load of one key.
    struct Flight: Hashable, Sendable {
        let key: Key
        fileprivate let number: Int
    }

    enum Lookup {
        case hit(Kept)
        /// Somebody loads it: wait.
        case join(Flight)
        /// Load it, then call ``finish(_:with:limit:)`` whatever came of it.
        case load(Flight)
    }

    struct Kept: Sendable {
        let answer: CachedAnswer?
        let loadedAt: Date
    }

    private var kept = LeastRecentlyUsed<Key, Kept>()
    private var flights: [Key: Flight] = [:]
    private var waiting: [Flight: [Int: Waiter]] = [:]
    private var nextNumber = 0

    /// `timeToLive` is the one of now, so that a new setting holds for what is kept already.
    mutating func lookup(_ key: Key, at now: Date, timeToLive: TimeInterval) -> Lookup {
        if let entry = kept.value(forKey: key) {
            let age = now.timeIntervalSince(entry.loadedAt)
            if age >= 0, age < timeToLive { return .hit(entry) }
            kept.removeValue(forKey: key)
        }
        if let flight = flights[key] { return .join(flight) }
        let flight = Flight(key: key, number: makeNumber())
        flights[key] = flight
        waiting[flight] = [:]
        return .load(flight)
    }

    mutating func makeNumber() -> Int {
        nextNumber += 1
        return nextNumber
    }

    /// False when the flight is over already: look again.
    mutating func wait(_ waiter: Waiter, number: Int, for flight: Flight) -> Bool {
        waiting[flight]?.updateValue(waiter, forKey: number)
        return waiting[flight] != nil
    }

    mutating func leave(number: Int, flight: Flight) -> Waiter? {
        waiting[flight]?.removeValue(forKey: number)
    }

    /// Ends a flight and returns who waited. What was loaded is kept unless it was invalidated meanwhile.
    mutating func finish(_ flight: Flight, with entry: Kept?, limit: Int) -> [Waiter] {
        if flights[flight.key] == flight {
            flights[flight.key] = nil
            if let entry, limit > 0 { kept.setValue(entry, forKey: flight.key, limit: limit) }
        }
        return waiting.removeValue(forKey: flight).map { Array($0.values) } ?? []
    }

    /// Forgets everything, also what is being loaded: those who ask from now on do not join an older load.
    mutating func invalidate() {
        kept.removeAll()
        flights.removeAll()
    }
}
