package import Foundation
import Synchronization

/// A key-value store in this process's memory, for tests, caches and counters. Nothing outlives the process.
///
/// It holds at most `capacity` values: when one more comes it forgets those that would expire first, a tenth at a time.
package final class MemoryKeyValueStore: KeyValueStore, Sendable {
    private let capacity: Int
    private let now: @Sendable () -> Date
    private let versions: VersionSequence
    private let entries = Mutex<[String: Entry]>([:])

    package init(capacity: Int = 10_000, now: @escaping @Sendable () -> Date = { Date() }) {
        precondition(capacity > 0, "a store without room is of no use")
        self.capacity = capacity
        self.now = now
        versions = VersionSequence(now: now)
    }

    /// The number of values held, expired ones that have not been dropped yet among them.
    package var count: Int { entries.withLock(\.count) }

    package func value(forKey key: String) async throws -> VersionedValue? {
        let instant = Expiry.milliseconds(now())
        return entries.withLock { entries in
            guard let entry = entries[key] else { return nil }
            guard entry.expiresAt > instant else {
                entries[key] = nil
                return nil
            }
            return entry.value
        }
    }

    package func setValue(
        _ value: [UInt8], forKey key: String, expecting: ExpectedVersion, lifetime: Duration
    ) async throws -> Int? {
        let instant = now()
        let current = Expiry.milliseconds(instant)
        return entries.withLock { entries in
            let live = entries[key].flatMap { $0.expiresAt > current ? $0.value.version : nil }
            guard expecting.matches(live) else { return nil }
            let version = versions.next(after: entries[key]?.value.version ?? 0)
            if entries[key] == nil, entries.count >= capacity { makeRoom(in: &entries, at: current) }
            entries[key] = Entry(
                value: VersionedValue(value: value, version: version), expiresAt: Expiry.milliseconds(instant, plus: lifetime))
            return version
        }
    }

    package func removeValue(forKey key: String) async throws {
        entries.withLock { entries in
            entries[key] = nil
        }
    }

    private func makeRoom(in entries: inout [String: Entry], at instant: Int) {
        entries = entries.filter { $0.value.expiresAt > instant }
        guard entries.count >= capacity else { return }
        let doomed = entries.sorted { $0.value.expiresAt < $1.value.expiresAt }.prefix(max(1, capacity / 10))
        for (key, _) in doomed { entries[key] = nil }
    }

    private struct Entry {
        let value: VersionedValue
        let expiresAt: Int
    }
}
