import Commerce
import Foundation
import ProductAPI
import Synchronization

/// The product service's books, by the rules of its contract, in memory.
final class StockLedger: Sendable {
    struct Hold {
        var lines: [StockLine]
        var status: Reservation.Status
        var expiresAt: Date
    }

    fileprivate struct Books {
        var onHand: [SKU: Int] = [:]
        var quotes: [SKU: Quote] = [:]
        var holds: [OrderID: Hold] = [:]
        var lifetime: Duration = .seconds(60)
    }

    private let books = Mutex(Books())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    func add(_ text: String, price: Int, onHand: Int, currency: Currency = .usd) {
        guard let sku = SKU(text) else { preconditionFailure("not a SKU: \(text)") }
        let quote = Quote(
            sku: sku, handle: text.lowercased(), productTitle: "The \(text)", variantTitle: "Default", image: nil,
            price: Money(price, currency), availability: .inStock)
        books.withLock { books in
            books.onHand[sku] = onHand
            books.quotes[sku] = quote
        }
    }

    /// How long a reservation lives from now on.
    func setLifetime(_ lifetime: Duration) { books.withLock { $0.lifetime = lifetime } }

    func setOnHand(_ count: Int, of sku: SKU) { books.withLock { $0.onHand[sku] = count } }

    func onHand(_ sku: SKU) -> Int { books.withLock { $0.onHand[sku] ?? 0 } }

    func status(of order: OrderID) -> Reservation.Status? { books.withLock { $0.holds[order]?.status } }

    /// Units that are held or have left for good, of each SKU.
    func units(_ status: Reservation.Status) -> [SKU: Int] {
        books.withLock { books in
            var units: [SKU: Int] = [:]
            for hold in books.holds.values where hold.status == status {
                for line in hold.lines { units[line.sku, default: 0] += line.quantity }
            }
            return units
        }
    }

    func quotes(_ skus: [SKU]) -> [SKU: Quote] {
        books.withLock { books in books.quotes.filter { skus.contains($0.key) } }
    }

    func reserve(_ lines: [StockLine], for order: OrderID) -> ReserveOutcome {
        let now = now()
        return books.withLock { books in
            books.sweep(now)
            let expiresAt = now + Double(books.lifetime.components.seconds)
            switch books.holds[order]?.status {
            case .released: return .closed
            case .held, .committed: books.holds[order]?.expiresAt = expiresAt
            case .expired, nil:
                let short = lines.compactMap { line -> ShortLine? in
                    let available = books.available(line.sku)
                    return available < line.quantity ? ShortLine(sku: line.sku, requested: line.quantity, available: available) : nil
                }
                guard short.isEmpty else { return .outOfStock(short) }
                books.holds[order] = Hold(lines: lines, status: .held, expiresAt: expiresAt)
            }
            return .reserved(Reservation(order: order, status: .held, lines: lines, expiresAt: expiresAt))
        }
    }

    func commit(_ order: OrderID) -> CommitOutcome {
        let now = now()
        return books.withLock { books in
            books.sweep(now)
            switch books.holds[order]?.status {
            case .committed: return .committed
            case .released: return .closed
            case .expired, nil: return .lapsed
            case .held:
                books.leave(order, factor: -1)
                books.holds[order]?.status = .committed
                return .committed
            }
        }
    }

    func release(_ order: OrderID) {
        let now = now()
        books.withLock { books in
            if books.holds[order]?.status == .committed { books.leave(order, factor: 1) }
            let lines = books.holds[order]?.lines ?? []
            books.holds[order] = Hold(lines: lines, status: .released, expiresAt: now)
        }
    }
}

extension StockLedger.Books {
    fileprivate mutating func sweep(_ now: Date) {
        for (order, hold) in holds where hold.status == .held && hold.expiresAt <= now { holds[order]?.status = .expired }
    }

    fileprivate func available(_ sku: SKU) -> Int {
        let held = holds.values.filter { $0.status == .held }.flatMap(\.lines).filter { $0.sku == sku }.reduce(0) { $0 + $1.quantity }
        return (onHand[sku] ?? 0) - held
    }

    fileprivate mutating func leave(_ order: OrderID, factor: Int) {
        for line in holds[order]?.lines ?? [] { onHand[line.sku, default: 0] += factor * line.quantity }
    }
}
