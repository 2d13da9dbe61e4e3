import Commerce
import OrderAPI
import OrderService
import PaymentAPI
import Storage
import TestKit
import Testing

/// What a replica has put aside is gone on with.
@Suite struct RecoveryTests {
    @Test func aReplicaWithRoomForOneOrderRecoversToo() async throws {
        try await withShop(["saga.concurrency": "1"]) { shop in
            shop.world.faults.set(.requestLost, for: "capture")
            let order = try await shop.place(key: "k").decode(Order.self)
            #expect(order.status == .confirmed)
            try await eventually {
                try await shop.world.database.read { try $0.firstRow("SELECT id FROM orders WHERE lease_epoch > 1") != nil }
            }
            shop.world.faults.heal()
            try await eventually { try await shop.world.orders.order(order.id)?.saga == .done }
            #expect(shop.world.payments.payments[order.id]?.captured == order.totals.total)
        }
    }
}
