import Commerce
import Foundation
import OrderService
import ProductAPI
import Storage
import StorageSQLite
import TestKit
import Testing

/// Which of the overdue orders a replica takes over.
@Suite struct ClaimDueTests {
    @Test func whatOnlyANewerVersionCanReadBlocksNobody() async throws {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            let lines = [StockLine(sku: try #require(SKU("MUG")), quantity: 1)]
            let limit = 3
            for index in 0..<limit { _ = try await world.place("newer-\(index)", token: "tok_visa", lines: lines) }
            _ = try await database.write { try $0.execute(#"UPDATE orders SET saga = '{"weighing":{}}'"#) }
            world.time.advance(by: .seconds(1))
            let readable = try await world.place("readable", token: "tok_visa", lines: lines)
            world.time.advance(by: .seconds(11))
            let until = world.time.now() + SagaWorld.lease

            let claimed = try await world.orders.claimDue(owner: "second", until: until, limit: limit)
            #expect(claimed.map(\.record.id) == [readable.record.id])
            #expect(try await world.orders.claimDue(owner: "second", until: until, limit: limit).isEmpty)

            // Those of the newer version are still due at once for a replica that can read them.
            let left = try await database.read { connection in
                try connection.rows(
                    "SELECT id FROM orders WHERE lease_owner = 'first' AND lease_epoch = 1 AND lease_expires_at < \(world.time.now())")
            }
            #expect(left.count == limit)
        }
    }
}
