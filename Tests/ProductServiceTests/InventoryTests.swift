import Commerce
import Foundation
import HotConfig
import Logging
import ProductAPI
import ProductService
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Testing

@Suite("The inventory on a database")
struct InventoryTests {
    private struct Shelf: Sendable {
        let database: SQLiteDatabase
        let clock: ManualNow
        let inventory: Inventory
        let changes: ChangeCount

        func reserve(_ order: String, _ sku: String, _ quantity: Int) async throws -> StockAnswer {
            try await inventory.submit(.reserve(Samples.order(order), [Samples.line(sku, quantity)]))
        }

        func level(_ sku: String) async throws -> InventoryLevel? { try await inventory.level(of: Samples.sku(sku)) }
    }

    /// How often shoppers would have seen another availability.
    private final class ChangeCount: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    private static func withShelf(
        _ settings: [String: String] = [:], units: Int, _ body: (Shelf) async throws -> Void
    ) async throws {
        try await withTemporaryDatabase { database in
            let clock = ManualNow()
            let changes = ChangeCount()
            try await Migrator.migrate(database, ProductSchema.migrations)
            let inventory = Inventory(
                database: database, config: try .fixed(settings), now: clock.now, availabilityChanged: { changes.add() })
            let entries = try ["lamp", "desk"].map { try Samples.entry($0, stock: units) }
            _ = try await Catalog(database: database, now: clock.now).upsert(entries)
            try await body(Shelf(database: database, clock: clock, inventory: inventory, changes: changes))
        }
    }

    @Test(arguments: ["128", "1"])
    func aHundredBuyersGetExactlyTheLastTenUnits(batch: String) async throws {
        try await Self.withShelf(["reservation.batch": batch], units: 10) { shelf in
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        guard case .reserved = try await shelf.reserve("o\(number)", "LAMP", 1) else { return false }
                        return try await shelf.inventory.submit(.commit(Samples.order("o\(number)"))) == .committed
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(winners == 10)
            #expect(try await shelf.level("LAMP") == InventoryLevel(sku: Samples.sku("LAMP"), onHand: 0, reserved: 0))
        }
    }

    @Test func twoProcessesOnOneFileDoNotOversell() async throws {
        try await withTemporaryDirectory { path in
            let logger = Logger(label: "test")
            let databases = try (0..<2).map { _ in try SQLiteDatabase(path: path + "/shop.sqlite", logger: logger) }
            defer { for database in databases { try? database.close() } }
            try await Migrator.migrate(databases[0], ProductSchema.migrations)
            _ = try await Catalog(database: databases[0], now: { Date() }).upsert([try Samples.entry("lamp", stock: 10)])
            let inventories = databases.map { Inventory(database: $0, config: .fixed(), now: { Date() }) }
            let sold = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let request = StockRequest.reserve(try Samples.order("o\(number)"), [try Samples.line("LAMP", 1)])
                        guard case .reserved = try await inventories[number % 2].submit(request) else { return false }
                        return true
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(sold == 10)
        }
    }

    @Test func allLinesAreReservedOrNone() async throws {
        try await Self.withShelf(units: 5) { shelf in
            let lines = [try Samples.line("LAMP", 5), try Samples.line("DESK", 6)]
            let answer = try await shelf.inventory.submit(.reserve(Samples.order("one"), lines))
            #expect(answer == .outOfStock([ShortLine(sku: try Samples.sku("DESK"), requested: 6, available: 5)]))
            #expect(try await shelf.level("LAMP")?.reserved == 0)
        }
    }

    @Test func aReservationIsStoredWithItsLines() async throws {
        try await Self.withShelf(units: 5) { shelf in
            let order = try Samples.order("one")
            let lines = [try Samples.line("LAMP", 2), try Samples.line("DESK", 1), try Samples.line("LAMP", 1)]
            let merged = [try Samples.line("DESK", 1), try Samples.line("LAMP", 3)]
            let expiry = shelf.clock.now().addingTimeInterval(900)
            let held = Reservation(order: order, status: .held, lines: merged, expiresAt: expiry)
            #expect(try await shelf.inventory.submit(.reserve(order, lines)) == .reserved(held))
            #expect(try await shelf.inventory.submit(.reserve(order, lines)) == .reserved(held))
            #expect(try await shelf.inventory.submit(.commit(order)) == .committed)
            var committed = held
            committed.status = .committed
            #expect(try await shelf.inventory.submit(.reserve(order, lines)) == .reserved(committed))
            #expect(try await shelf.inventory.submit(.release(order)) == .released)
            #expect(try await shelf.inventory.submit(.reserve(order, lines)) == .closed)
            #expect(try await shelf.level("LAMP")?.onHand == 5)
        }
    }

    @Test func theSweeperEndsWhatHasLapsedAndNothingElse() async throws {
        try await Self.withShelf(["reservation.sweep.batch": "3"], units: 100) { shelf in
            for number in 0..<10 { _ = try await shelf.reserve("o\(number)", "LAMP", 1) }
            _ = try await shelf.inventory.submit(.commit(Samples.order("o0")))
            shelf.clock.advance(by: .seconds(600))
            _ = try await shelf.reserve("o1", "LAMP", 1)
            let sweeper = ReservationSweeper(
                inventory: shelf.inventory, ticks: AsyncStream<Void> { nil }, logger: Logger(label: "test"))

            try await sweeper.sweep()
            #expect(try await shelf.level("LAMP")?.reserved == 9)
            shelf.clock.advance(by: .seconds(300))
            try await sweeper.sweep()
            #expect(try await shelf.level("LAMP")?.reserved == 1)
            #expect(try await shelf.inventory.submit(.commit(Samples.order("o2"))) == .lapsed)
            guard case .reserved = try await shelf.inventory.submit(.reserve(Samples.order("o2"), [Samples.line("DESK", 4)])) else {
                Issue.record("must be reserved again")
                return
            }
            #expect(try await shelf.level("DESK")?.reserved == 4)
        }
    }

    @Test func aTickSweeps() async throws {
        try await Self.withShelf(units: 10) { shelf in
            _ = try await shelf.reserve("one", "LAMP", 1)
            shelf.clock.advance(by: .seconds(901))
            let (ticks, source) = AsyncStream<Void>.makeStream()
            source.yield()
            source.finish()
            try await ReservationSweeper(inventory: shelf.inventory, ticks: ticks, logger: Logger(label: "test")).run()
            #expect(try await shelf.level("LAMP")?.reserved == 0)
        }
    }

    @Test func countingBelowWhatIsReservedShowsNothingAvailable() async throws {
        try await Self.withShelf(units: 10) { shelf in
            let sku = try Samples.sku("LAMP")
            _ = try await shelf.reserve("one", "LAMP", 4)
            let level = try await shelf.inventory.setOnHand(3, of: sku)
            #expect(level == InventoryLevel(sku: sku, onHand: 3, reserved: 4))
            #expect(level?.available == 0)
            #expect(try await shelf.inventory.submit(.commit(Samples.order("one"))) == .committed)
            let stock = try await InventoryFacts(database: shelf.database).fold(
                into: [InventoryFacts.Stock](), stock: { $0.append($1) }, reservation: { _, _ in })
            #expect(stock.contains { $0.sku == sku && $0.received == 10 && $0.removed == 7 && $0.sold == 4 && $0.onHand == -1 })
            #expect(try await shelf.inventory.setOnHand(3, of: try Samples.sku("NO-SUCH")) == nil)
        }
    }

    @Test func onlyAVisibleChangeOfAvailabilityIsTold() async throws {
        try await Self.withShelf(["inventory.threshold": "5"], units: 10) { shelf in
            _ = try await shelf.reserve("one", "LAMP", 1)
            #expect(shelf.changes.count == 0)
            _ = try await shelf.reserve("two", "LAMP", 4)
            #expect(shelf.changes.count == 1)
            _ = try await shelf.inventory.submit(.commit(Samples.order("two")))
            #expect(shelf.changes.count == 1)
            _ = try await shelf.inventory.submit(.release(Samples.order("two")))
            #expect(shelf.changes.count == 2)
        }
    }

    @Test func theFactsAreWhatIsStored() async throws {
        try await Self.withShelf(units: 10) { shelf in
            _ = try await shelf.inventory.submit(
                .reserve(Samples.order("one"), [Samples.line("LAMP", 1), Samples.line("DESK", 2)]))
            _ = try await shelf.inventory.submit(.release(Samples.order("two")))
            let facts = InventoryFacts(database: shelf.database)
            let found = try await facts.fold(
                into: [InventoryFacts.Reservation](), stock: { _, _ in }, reservation: { $0.append($1) })
            #expect(found.map(\.order.rawValue) == ["one", "two"])
            #expect(found.map(\.status) == [.held, .released])
            #expect(found.map(\.lines) == [[try Samples.line("DESK", 2), try Samples.line("LAMP", 1)], []])
        }
    }
}
