import ProductAPI
import Storage
import PaymentAPI
import StorageSQLite
import Synchronization
import Commerce
import HTTPTypes
import Foundation
import OrderAPI
import OrderService
import ServiceKit
import TestKit
import Testing

/// A replica that stops hands its orders on at once: the next one does not wait for leases to run out.
@Suite struct HandOverTests {
    @Test func anotherReplicaGoesOnAtOnce() async throws {
        try await withTemporaryDatabase { database in
            let world = ShopWorld(database: database)
            world.stock.add("PEN", price: 199, onHand: 1_000)
            // Confirmed, and then stuck: nobody can be settled while the first replica lives.
            world.faults.set(.requestLost, for: "capture")
            try await withReplica(of: world, ["saga.lease": "60s"], instance: "first") { shop in
                for index in 0..<20 {
                    let reply = try await shop.place(TestShop.order([("PEN", 1)]), key: "k\(index)")
                    #expect(reply.status == 201)
                }
            }
            let leases = try await database.read { connection in
                try connection.rows("SELECT lease_expires_at FROM orders WHERE settled = 0").map {
                    try $0.get("lease_expires_at", as: Int.self)
                }
            }
            #expect(leases == Array(repeating: 0, count: 20))
            world.faults.heal()
            try await withReplica(of: world, ["saga.lease": "60s"], instance: "second") { shop in
                try await eventually(within: .seconds(20)) {
                    try await OrderFacts(database: database).reduce(into: true) { $0 = $0 && $1.isSettled && $1.status == .confirmed }
                }
            }
            #expect(world.payments.payments.values.allSatisfy { $0.status == .captured })
            #expect(world.stock.units(.committed).values.reduce(0, +) == 20)
        }
    }

    @Test func refundsAreHandedOnToo() async throws {
        try await withTemporaryDatabase { database in
            let world = ShopWorld(database: database)
            world.stock.add("PEN", price: 199, onHand: 10)
            let config = ["saga.lease": "60s", "checkout.timeout": "1s"]
            let order = Mutex<Order?>(nil)
            try await withReplica(of: world, config, instance: "first") { shop in
                let placed = try await shop.confirmedOrder(TestShop.order([("PEN", 1)]))
                order.withLock { $0 = placed }
                world.faults.set(.requestLost, for: "refund")
                #expect(try await shop.refund(of: placed, key: "r").code == "outcome_pending")
            }
            let leases = try await database.read { connection in
                try connection.rows("SELECT lease_expires_at FROM refunds WHERE status = 'pending'").map {
                    try $0.get("lease_expires_at", as: Int.self)
                }
            }
            #expect(leases == [0])
            world.faults.heal()
            let placed = try #require(order.withLock { $0 })
            try await withReplica(of: world, config, instance: "second") { shop in
                try await eventually(within: .seconds(20)) { try await shop.refund(of: placed, key: "r").status == 200 }
                #expect(try await shop.refund(of: placed, key: "r").decode(Order.self).refunded == placed.totals.total)
            }
            #expect(world.payments.payments.values.allSatisfy { $0.refunded == $0.captured })
        }
    }

    @Test func twoReplicasServeOneKeyOnce() async throws {
        try await withTemporaryDatabase { database in
            let world = ShopWorld(database: database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            try await withReplica(of: world, instance: "first") { first in
                try await withReplica(of: world, instance: "second") { second in
                    let replies = try await withThrowingTaskGroup(of: TestShop.Reply.self) { group in
                        for index in 0..<20 { group.addTask { try await (index % 2 == 0 ? first : second).place(key: "same") } }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(replies.allSatisfy { $0.status == 201 || $0.code == "request_in_progress" })
                    #expect(Set(replies.filter { $0.status == 201 }.map(\.body)).count == 1)
                }
            }
            #expect(try await world.orders.orders(status: nil, before: nil, limit: 10).count == 1)
        }
    }
}
