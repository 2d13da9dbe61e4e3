import Commerce
import ProductAPI
import ProductService
import TestKit
import Testing

@Suite("What holds for every sequence of stock requests")
struct StockLedgerPropertyTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func invariantsHoldAndBatchingChangesNoAnswer(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var batched = try StockModel()
        var single = try StockModel()
        var now = 0
        for _ in 0..<200 {
            now += Int.random(in: 0...20, using: &generator)
            let requests = try (0..<Int.random(in: 1...12, using: &generator)).map { _ in try request(using: &generator) }

            let together = batched.handle(requests, at: now)
            let oneByOne = requests.flatMap { single.handle([$0], at: now) }
            #expect(together == oneByOne, "seed \(seed)")
            #expect(batched == single, "seed \(seed)")
            check(batched, seed)

            if Int.random(in: 0..<5, using: &generator) == 0 {
                let sku = try Samples.sku("S\(Int.random(in: 0..<4, using: &generator))")
                let units = Int.random(in: 0...30, using: &generator)
                batched.count(sku, units)
                single.count(sku, units)
            }
        }
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func aRepeatedRequestHasTheSameEffectAndAnswer(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var model = try StockModel()
        for now in 0..<300 {
            let request = try request(using: &generator)
            let first = model.handle([request], at: now)
            let after = model
            let second = model.handle([request], at: now)
            #expect(model == after, "seed \(seed): \(request)")
            if case .expire = request { continue }
            #expect(first == second, "seed \(seed): \(request)")
        }
    }

    private func check(_ model: StockModel, _ seed: UInt64) {
        var held: [SKU: Int] = [:]
        var committed: [SKU: Int] = [:]
        for record in model.reservations.values {
            for line in record.lines {
                if record.status == .held { held[line.sku, default: 0] += line.quantity }
                if record.status == .committed { committed[line.sku, default: 0] += line.quantity }
            }
        }
        for row in model.stock.values {
            #expect(row.onHand == row.received - row.removed - row.sold, "seed \(seed)")
            #expect(row.reserved == held[row.sku] ?? 0, "all lines or none; seed \(seed)")
            #expect(row.sold == committed[row.sku] ?? 0, "seed \(seed)")
            #expect(row.sold + row.reserved <= row.received, "never oversold; seed \(seed)")
        }
        for order in model.tombstones { #expect(model.reservations[order]?.status == .released, "seed \(seed)") }
    }

    private func request(using generator: inout SeededGenerator) throws -> StockRequest {
        let order = try Samples.order("o\(Int.random(in: 0..<40, using: &generator))")
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<6:
            let lines = try (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                try Samples.line("S\(Int.random(in: 0..<5, using: &generator))", Int.random(in: 1...6, using: &generator))
            }
            return .reserve(order, lines)
        case 6, 7: return .commit(order)
        case 8: return .expire(order)
        default: return Int.random(in: 0..<3, using: &generator) == 0 ? .release(order) : .expire(order)
        }
    }
}

/// The tables in memory: each batch loads a ledger from them and stores what changed, as the service does.
private struct StockModel: Equatable {
    private(set) var stock: [SKU: StockRow] = [:]
    private(set) var reservations: [OrderID: ReservationRecord] = [:]
    private(set) var tombstones: Set<OrderID> = []

    init() throws {
        for index in 0..<4 { count(try Samples.sku("S\(index)"), 20) }
    }

    mutating func count(_ sku: SKU, _ units: Int) {
        var row = stock[sku] ?? StockRow(empty: sku)
        row.setOnHand(units)
        stock[sku] = row
    }

    mutating func handle(_ requests: [StockRequest], at now: Int) -> [StockAnswer] {
        var ledger = StockLedger(stock: Array(stock.values), reservations: Array(reservations.values), now: now, holdFor: 50)
        let answers = requests.map { ledger.handle($0) }
        for row in ledger.changedStock { stock[row.sku] = row }
        for change in ledger.changedReservations {
            reservations[change.after.order] = change.after
            if change.after.status == .released { tombstones.insert(change.after.order) }
        }
        return answers
    }
}
