import Commerce
import Foundation
import HotConfig
import Logging
import ProductAPI
import ProductService
import Storage
import StorageSQLite

/// The product service's inventory in this process, with one SKU that 256 callers want at once, on a database file of its own.
struct HotShelf: Sendable {
    /// What is gathered when callers come together.
    enum Gathering: CaseIterable, Sendable {
        /// Every reservation is a transaction and a commit of its own.
        case nothing
        /// Transactions share commits, as all writes of the shop do; every reservation is decided by itself.
        case commits
        /// Reservations are decided together in one transaction: what the shop does.
        case reservations

        var reservationsPerTransaction: Int { self == .reservations ? 128 : 1 }
        var writesPerCommit: Int { self == .nothing ? 1 : SQLiteDatabase.defaultWritesPerCommit }
    }

    private static let callers = 256
    private static let warmUp: Duration = .seconds(1)
    private static let measured: Duration = .seconds(4)

    private let database: SQLiteDatabase
    private let inventory: Inventory
    private let sku: SKU

    static func open(_ gathering: Gathering, file: String) async throws -> HotShelf {
        guard let sku = SKU("HOT-1") else { throw BenchFailure("HOT-1 is no SKU any more.") }
        let database = try SQLiteDatabase(path: file, writesPerCommit: gathering.writesPerCommit, logger: Logger(label: "bench"))
        try await Migrator.migrate(database, ProductSchema.migrations)
        _ = try await database.write {
            try $0.execute("INSERT INTO variants (sku, handle, title, currency, price) VALUES (\(sku), 'hot', 'Hot', 'USD', 100)")
        }
        let config = try HotConfig<ProductConfig>.fixed(["reservation.batch": "\(gathering.reservationsPerTransaction)"])
        let inventory = Inventory(database: database, config: config, now: { Date() })
        guard try await inventory.setOnHand(Inventory.maximumOnHand, of: sku) != nil else { throw BenchFailure("There is no \(sku).") }
        return HotShelf(database: database, inventory: inventory, sku: sku)
    }

    /// Lets go of the file, so that its folder can be removed.
    func close() throws { try database.close() }

    /// Every caller reserves one unit for one order after another; counted is what was answered after the warm-up.
    func reservationsPerSecond() async throws -> Double {
        let start = ContinuousClock.now + Self.warmUp
        let end = start + Self.measured
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.callers { group.addTask { try await reserve(counting: start..<end) } }
            return try await group.reduce(0, +)
        }
        return Double(answered) / (Self.measured / .seconds(1))
    }

    private func reserve(counting window: Range<ContinuousClock.Instant>) async throws -> Int {
        var answered = 0
        while true {
            // As the order service makes them: ids that follow each other in time share pages of the indexes.
            let order = OrderID.timeOrdered(at: Date())
            let answer = try await inventory.submit(.reserve(order, [StockLine(sku: sku, quantity: 1)]))
            guard case .reserved = answer else { throw BenchFailure("A reservation of plenty was answered with \(answer).") }
            let now = ContinuousClock.now
            if now >= window.upperBound { return answered }
            if now >= window.lowerBound { answered += 1 }
        }
    }
}
