/// What counters have grown by from one reading to the next, however they come and go.
///
/// Only growth that certainly happened between two readings in a row counts:
/// - A counter that was there in the reading before, for the same side, and has not gone back: the difference.
/// - One that is new where its process was there in the reading before: all of it. It did not exist then, so it began at 0 since. That is
///   how the first failure of a version is seen.
/// - Everything else only sets the mark to count from: one whose process is new as well, or not known, since it may have been there for
///   long and merely not have been read; one that was away for a while; one that went back, because it began again or because it is a sum
///   of which a part is gone; one that belongs to the other side now.
struct CounterLedger: Sendable {
    /// A counter, or the buckets of a histogram, among all that are read.
    struct Identity: Hashable, Sendable {
        /// Of the selector that found it.
        var selector: String
        /// With the name, without `le`.
        var labels: [String: String]
    }

    /// A counter as it was read.
    struct Entry: Sendable {
        var identity: Identity
        /// Nil for neither.
        var side: MetricSide?
        /// One for a counter, one for each bucket of a histogram; none for what only tells that a process is there.
        var values: [Double]
    }

    private struct Mark: Sendable {
        var side: MetricSide?
        var values: [Double]
        var reading: Int
    }

    /// More counters than this are forgotten, and all begin with a mark again.
    private let capacity: Int
    private var marks: [Identity: Mark] = [:]
    /// The processes that were there in the last reading.
    private var present: Set<CounterProcess> = []
    private var reading = 0

    init(capacity: Int = 100_000) {
        self.capacity = capacity
    }

    /// Takes a reading in: the growth of each entry's values, in their order. No identity may be there twice.
    mutating func take(_ entries: [Entry]) -> [[Double]] {
        reading += 1
        if marks.count > capacity { (marks, present) = ([:], []) }
        let processes = entries.map { CounterProcess($0.identity.labels) }
        // Whoever changed sides since the last reading did some of the counting for the other one.
        let moved = zip(entries, processes).filter { entry, _ in marks[entry.identity].map { $0.side != entry.side } ?? false }
        let known = present.subtracting(moved.compactMap(\.1))
        let growth = zip(entries, processes).map { entry, process in
            difference(of: entry, isProcessKnown: process.map(known.contains) ?? false)
        }
        for entry in entries { marks[entry.identity] = Mark(side: entry.side, values: entry.values, reading: reading) }
        present = Set(processes.compactMap(\.self))
        return growth
    }

    private func difference(of entry: Entry, isProcessKnown: Bool) -> [Double] {
        let none = entry.values.map { _ in 0.0 }
        guard let last = marks[entry.identity] else { return isProcessKnown ? entry.values : none }
        guard last.reading == reading - 1, last.side == entry.side, last.values.count == entry.values.count else { return none }
        let difference = zip(entry.values, last.values).map { $0 - $1 }
        return difference.allSatisfy { $0 >= 0 } ? difference : none
    }
}
