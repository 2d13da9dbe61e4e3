import Commerce
import Foundation
import OrderService
import ProductAPI
import Testing
import TestKit

/// Two replicas on one order: the one whose lease ran out is fenced off, wherever it was.
@Suite struct FencingTests {
    @Test(arguments: ["tok_visa", "tok_declined", "tok_timeout"], [false, true])
    func aStaleOwnerDoesNoHarm(token: String, afterwards: Bool) async throws {
        var point = 1
        while try await overtake(token, at: point, afterwards: afterwards) { point += 1 }
        #expect(point > 3)
    }

    /// In the middle of the first owner's n-th call its lease runs out, and another replica takes the order over and carries it to its end.
    private func overtake(_ token: String, at point: Int, afterwards: Bool) async throws -> Bool {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            let mug = try #require(SKU("MUG"))
            let order = try await world.place("key", token: token, lines: [StockLine(sku: mug, quantity: 2)])
            let overtaking = Interleaving(point, afterwards: afterwards) {
                world.time.advance(by: .seconds(11))
                _ = try await world.recover(within: 60)
            }
            let end = try await world.driver(overtaking).drive(order, beginning: .started)
            if overtaking.wasReached, try await world.facts().allSatisfy(\.isSettled) {
                #expect(end == .leaseLost || end == .settled, "\(end) when overtaken at call \(point)")
            }
            _ = try await world.recover(within: 60)
            #expect(try await world.audit(initially: [mug: 10]) == [], "overtaken at call \(point), afterwards: \(afterwards)")
            return overtaking.wasReached
        }
    }

    @Test func onlyOneOfManyTakesAnOrderOver() async throws {
        try await withTemporaryDatabase { database in
            let world = try await SagaWorld(database)
            world.stock.add("MUG", price: 1_250, onHand: 10)
            let mug = try #require(SKU("MUG"))
            _ = try await world.place("key", token: "tok_visa", lines: [StockLine(sku: mug, quantity: 1)])
            world.time.advance(by: .seconds(11))
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        try await world.orders.claimDue(owner: "replica-\(index)", until: world.time.now() + 10, limit: 10).count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
        }
    }
}
