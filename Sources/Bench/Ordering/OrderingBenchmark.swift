import Foundation

/// How many orders the whole shop takes for each order that a bare loop makes durable.
struct OrderingBenchmark: Sendable {
    private static let products = 50
    private static let unitsOnHand = 1_000_000
    private static let seconds = 10
    private static let bareSeconds: Duration = .seconds(5)

    let shop: MeasuredShop
    let folder: String
    let rounds: Int

    func run() async throws -> [Comparison] {
        let skus = try await shop.api.skus(of: shop.api.handles(limit: Self.products))
        for sku in skus { try await shop.api.stockUp(sku, to: Self.unitsOnHand) }
        let buyers = Buyers(shop: shop, skus: skus, folder: folder)
        progress("ordering, warm-up")
        _ = try await buyers.buy(for: 3)
        let sample = try SampleOrder.read(from: shop.volumes)
        var (orders, bare): ([OrdersTaken], [Double]) = ([], [])
        for round in 1...rounds {
            progress("ordering, round \(round) of \(rounds)")
            orders.append(try await buyers.buy(for: Self.seconds))
            bare.append(try BareOrderLoop(like: sample, in: "\(folder)/bare-\(round)").ordersPerSecond(for: Self.bareSeconds))
        }
        let transactions = OrderTransaction.all(like: sample)
        check(transactions, against: orders)
        return [comparison(orders, bare, transactions: transactions.count)]
    }

    /// Says so when the shop writes more or less for an order than the bare loop does. Not of the stock: there the shop gathers
    /// the reservations of several orders in one write.
    private func check(_ transactions: [OrderTransaction], against orders: [OrdersTaken]) {
        for file in ShopFile.allCases where file != .product {
            let expected = transactions.count { $0.file == file }
            let written = orders.map { $0.writesPerOrder(to: file) }.median
            guard abs(written - Double(expected)) > 0.25 else { continue }
            progress("An order costs \(written) writes to \(file), the bare loop makes \(expected): bring OrderTransaction.all up to date.")
        }
    }

    private func comparison(_ orders: [OrdersTaken], _ bare: [Double], transactions: Int) -> Comparison {
        Comparison(
            "orders", unit: "orders", subject: .init("orders through the shop", rates: orders.map(\.perSecond)),
            baseline: .init("bare GRDB loop", rates: bare),
            details: [
                "commits an order in the bare loop": Double(transactions),
                "commits an order in the shop": orders.map(\.commitsPerOrder).median,
                "p50 of POST /api/orders in ms": orders.map { Double($0.load.median) / 1_000 }.median,
                "p99 of POST /api/orders in ms": orders.map { Double($0.load.p99) / 1_000 }.median,
                "requests refused": Double(orders.reduce(0) { $0 + $1.load.refused }),
            ])
    }
}
