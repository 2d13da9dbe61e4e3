import Foundation
import GRDB

/// The commit limit: the writes of one order after another, one durable transaction at a time, with nothing round them. No HTTP, no
/// service, no reads, and one connection to each of the files that the shop has.
struct BareOrderLoop {
    private let files: [ShopFile: DatabaseQueue]
    private let transactions: [OrderTransaction]

    init(like sample: SampleOrder, in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var files: [ShopFile: DatabaseQueue] = [:]
        for file in ShopFile.allCases {
            let queue = try DatabaseQueue(path: "\(folder)/\(file.rawValue).sqlite", configuration: Self.configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try queue.write { database in
                for statement in sample.schemas[file] ?? [] { try database.execute(sql: statement) }
            }
            files[file] = queue
        }
        try files[.order]?.write { try $0.execute(sql: "INSERT INTO counters (name, value) VALUES ('order', 1000)") }
        try files[.product]?.write { try $0.execute(sql: sample.inventory.insert()) }
        self.files = files
        transactions = OrderTransaction.all(like: sample)
    }

    /// The pragmas of the shop's own databases.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }

    func ordersPerSecond(for duration: Duration) throws -> Double {
        let start = ContinuousClock.now
        var orders = 0
        while ContinuousClock.now - start < duration {
            orders += 1
            try write(order: orders)
            try Task.checkCancellation()
        }
        return Double(orders) / ((ContinuousClock.now - start) / .seconds(1))
    }

    private func write(order number: Int) throws {
        // As long as the shop's own ids, and like them in the order of time.
        let id = String(format: "%032d", number)
        let arguments: [String: any DatabaseValueConvertible] = ["order": id, "number": number, "key": "key-" + id]
        for transaction in transactions {
            guard let file = files[transaction.file] else { continue }
            try file.inTransaction(.immediate) { database in
                for sql in transaction.statements {
                    let statement = try database.cachedStatement(sql: sql)
                    try statement.execute(arguments: Self.arguments(for: statement, from: arguments))
                    guard database.changesCount == 1 else { throw BenchFailure("This changed \(database.changesCount) rows: \(sql)") }
                }
                return .commit
            }
        }
    }

    private static func arguments(for statement: Statement, from all: [String: any DatabaseValueConvertible]) -> StatementArguments {
        StatementArguments(statement.sql.contains(":") ? all : [:])
    }
}
