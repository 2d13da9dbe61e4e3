import Audit
import Commerce
import Foundation
import LoadGenerator
import TestKit
import Testing

@Suite("Order journal")
struct OrderJournalTests {
    private func order(_ number: Int) throws -> AcknowledgedOrder {
        AcknowledgedOrder(
            id: try #require(OrderID("order-\(number)")), number: "S-\(number)", idempotencyKey: "k-\(number)", total: Money(number, .usd))
    }

    @Test func linesOfManyWritersStayWhole() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/journal"
            let journal = try OrderJournal(path: path)
            let orders = try (0..<500).map { try order($0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in orders { group.addTask { try journal.append(order) } }
                try await group.waitForAll()
            }
            try journal.close()
            #expect(Set(try OrderJournal.orders(inFile: path)) == Set(orders))
        }
    }

    @Test func aJournalIsContinuedAndACutLineLeftOut() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder + "/journal"
            for number in 1...2 {
                let journal = try OrderJournal(path: path)
                try journal.append(try order(number))
                try journal.close()
            }
            let handle = try FileHandle(forUpdating: URL(filePath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"id\":\"order-3\"".utf8))
            try handle.close()
            #expect(try OrderJournal.orders(inFile: path).map(\.number) == ["S-1", "S-2"])
        }
    }

    @Test func anEmptyJournalHasNoOrders() async throws {
        try await withTemporaryDirectory { folder in
            try OrderJournal(path: folder + "/journal").close()
            #expect(try OrderJournal.orders(inFile: folder + "/journal").isEmpty)
        }
    }
}
