import Logging
import StorageSQLite

/// One more connection to the file that all tests of a folder share.
func openDatabase(in folder: String) throws -> SQLiteDatabase {
    try SQLiteDatabase(path: folder + "/shared.sqlite", logger: Logger(label: "test"))
}
