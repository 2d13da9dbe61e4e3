import Commerce
import Foundation
import GRDB

/// Buyers who order one thing after another: a closed loop of 64.
///
/// A 201 is answered when the order is confirmed; the capture and the commit of the stock follow in the background. So that no work is
/// left out, orders are counted that are settled, over the time until all of them are.
struct Buyers: Sendable {
    private static let count = 64

    let shop: MeasuredShop
    let skus: [SKU]
    let folder: String

    func buy(for seconds: Int) async throws -> OrdersTaken {
        let books = try DatabaseQueue(path: ShopFile.order.path(in: shop.volumes), configuration: Self.readOnly)
        let before = (settled: try Self.settled(books), counts: try await CommitCounts.read(from: shop))
        let start = ContinuousClock.now
        let load = try await Wrk(connections: Self.count, folder: folder).run(shop.url, seconds: seconds, script: script())
        try await waitUntilSettled(books)
        let elapsed = ContinuousClock.now - start
        let settled = try Self.settled(books) - before.settled
        guard settled > 0 else { throw BenchFailure("No order was taken: \(load)") }
        return OrdersTaken(
            settled: settled, elapsed: elapsed, counts: try await CommitCounts.read(from: shop) - before.counts, load: load)
    }

    private static var readOnly: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    private static func settled(_ books: DatabaseQueue) throws -> Int {
        try books.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM orders WHERE status = 'confirmed' AND settled = 1") ?? 0 }
    }

    private func waitUntilSettled(_ books: DatabaseQueue) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await books.read({ try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM orders WHERE settled = 0") ?? 0 }) > 0 {
            guard ContinuousClock.now < deadline else { throw BenchFailure("After 30 s there are orders that are not settled.") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Lua that makes one order after another, of one unit of each SKU in turn, each with an Idempotency-Key of its own.
    private func script() -> String {
        """
        local skus = { \(skus.map { "\"\($0)\"" }.joined(separator: ", ")) }
        local run, count = "\(UUID().uuidString)", 0
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        function request()
            count = count + 1
            wrk.headers["Idempotency-Key"] = run .. "-" .. count
            return wrk.format(nil, "/api/orders", nil, string.format([[{"items":[{"sku":"%s","quantity":1}],"email":"buyer@example.com",
                "shippingAddress":{"name":"A Buyer","line1":"1 Market Street","city":"Springfield","postalCode":"12345","country":"US"},
                "payment":{"method":"card","token":"tok_visa"}}]], skus[count % #skus + 1]))
        end
        """
    }
}
