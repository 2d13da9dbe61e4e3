import Foundation
import GRDB
import Storage

extension DatabasePool {
    /// Opens a pool in WAL mode with full synchronisation.
    ///
    /// The switch of a new file to WAL needs the file alone, and SQLite does not call the busy handler there (two processes
    /// could wait for each other), so the whole opening is tried again while other processes are at the same.
    static func opened(path: String, readers: Int, busyLimit: Duration) throws -> DatabasePool {
        let wait = BusyWait(limit: busyLimit)
        var attempt = 0
        while true {
            do {
                let pool = try DatabasePool(path: path, configuration: configuration(readers: readers, busyLimit: busyLimit))
                try pool.writeWithoutTransaction { database in
                    // GRDB chooses NORMAL when it turns WAL on; an acknowledged commit must survive a power cut.
                    try database.execute(sql: "PRAGMA synchronous = FULL")
                }
                return pool
            } catch let error as GRDB.DatabaseError where error.resultCode == .SQLITE_BUSY && wait.again(attempt) {
                attempt += 1
            } catch {
                throw Storage.DatabaseError.translating(error)
            }
        }
    }

    private static func configuration(readers: Int, busyLimit: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.label = "souk.sqlite"
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = false
        let wait = BusyWait(limit: busyLimit)
        configuration.busyMode = .callback { wait.again($0) }
        configuration.prepareDatabase { database in
            // 8 MiB of pages for each connection, and a log that shrinks again after a burst.
            try database.execute(sql: "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }
}
