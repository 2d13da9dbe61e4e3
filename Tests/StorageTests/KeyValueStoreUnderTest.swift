import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

/// Every implementation of `KeyValueStore`: the contract suite runs against each.
enum KeyValueStoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { rawValue }

    func withStore(_ body: (any KeyValueStore, ManualNow) async throws -> Void) async throws {
        let clock = ManualNow()
        switch self {
        case .memory:
            try await body(MemoryKeyValueStore(now: clock.now), clock)
        case .sqlite:
            try await withTemporaryDatabase { database in
                let store = SQLiteKeyValueStore(database: database, table: "carts", now: clock.now)
                try await Migrator.migrate(database, store.migrations)
                try await body(store, clock)
            }
        }
    }
}
