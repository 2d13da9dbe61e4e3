import Foundation
import KubeModel
import LocalCluster
import Logging
import StorageSQLite
import TestKit

/// Opens a store on a new database with the namespaces `default` and `shop`, and closes and removes it afterwards.
func withStore(
    limits: StoreLimits = StoreLimits(), now: @escaping @Sendable () -> Date = { Date() }, _ body: (ObjectStore) async throws -> Void
) async throws {
    try await withTemporaryDatabase { database in
        let store = try await ObjectStore(database: database, limits: limits, now: now, logger: .quiet)
        for name in ["default", "shop"] { try await store.create(KubeObject(.namespaces, name: name), as: .namespaces) }
        try await body(store)
    }
}

/// Opens a store on the database file of a folder, without closing what may be open on it.
func openStore(in folder: String, limits: StoreLimits = StoreLimits()) async throws -> ObjectStore {
    let database = try SQLiteDatabase(path: folder + "/objects.sqlite", logger: .quiet)
    return try await ObjectStore(database: database, limits: limits, logger: .quiet)
}

extension Logger {
    /// Logs nothing but errors.
    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .error
        return logger
    }
}
