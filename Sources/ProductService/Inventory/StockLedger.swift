package import Commerce
package import ProductAPI

/// The pure core of the inventory: decides any number of requests, one after the other, on the rows they involve.
///
/// The caller loads the rows of every order and SKU that the requests name, hands over the requests, and stores
/// ``changedStock`` and ``changedReservations``. Each row is thus read and written once, however many requests share it.
package struct StockLedger: Sendable {
    package private(set) var stock: [SKU: StockRow]
    package private(set) var reservations: [OrderID: ReservationRecord]
    private let originalStock: [SKU: StockRow]
    private let originalReservations: [OrderID: ReservationRecord]
    private let now: Int
    private let holdUntil: Int

    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - holdFor: how long a new or prolonged reservation lasts, in milliseconds.
    package init(stock: [StockRow], reservations: [ReservationRecord], now: Int, holdFor: Int) {
        self.stock = Dictionary(stock.map { ($0.sku, $0) }) { first, _ in first }
        self.reservations = Dictionary(reservations.map { ($0.order, $0) }) { first, _ in first }
        self.originalStock = self.stock
        self.originalReservations = self.reservations
        self.now = now
        self.holdUntil = now + holdFor
    }

    /// Decides one request and carries it out on the rows.
    package mutating func handle(_ request: StockRequest) -> StockAnswer {
        switch request {
        case .reserve(let order, let lines): reserve(Self.merged(lines), for: order)
        case .commit(let order): commit(order)
        case .release(let order): release(order)
        case .expire(let order): expire(order)
        }
    }

    /// The stock rows that differ from what was loaded, by SKU.
    package var changedStock: [StockRow] {
        stock.values.filter { $0 != originalStock[$0.sku] }.sorted { $0.sku < $1.sku }
    }

    /// The reservations that differ from what was loaded, each with the state it was loaded in, by order.
    package var changedReservations: [ReservationChange] {
        reservations.values.compactMap { record in
            let original = originalReservations[record.order]
            return record == original ? nil : ReservationChange(before: original, after: record)
        }.sorted { $0.after.order.rawValue < $1.after.order.rawValue }
    }

    /// The availability of the changed SKUs before and after.
    package var changedAvailability: [(before: Int, after: Int)] {
        changedStock.map { (originalStock[$0.sku]?.available ?? 0, $0.available) }
    }

    /// One line a SKU, by SKU, with the quantities added up.
    package static func merged(_ lines: [StockLine]) -> [StockLine] {
        Dictionary(lines.map { ($0.sku, $0.quantity) }, uniquingKeysWith: +)
            .map { StockLine(sku: $0.key, quantity: $0.value) }
            .sorted { $0.sku < $1.sku }
    }
}

// MARK: The four decisions

extension StockLedger {
    private mutating func reserve(_ lines: [StockLine], for order: OrderID) -> StockAnswer {
        switch reservations[order]?.status {
        case .released: return .closed
        case .committed: break
        case .held: prolong(order)
        case .expired, nil:
            let short = shortLines(in: lines)
            guard short.isEmpty else { return .outOfStock(short) }
            for line in lines { stock[line.sku]?.hold(line.quantity) }
            reservations[order] = ReservationRecord(order: order, status: .held, lines: lines, expiresAt: holdUntil)
        }
        return reservations[order].map { .reserved($0.reservation) } ?? .closed
    }

    private mutating func commit(_ order: OrderID) -> StockAnswer {
        guard var record = reservations[order] else { return .lapsed }
        switch record.status {
        case .committed: return .committed
        case .released: return .closed
        case .expired: return .lapsed
        case .held:
            for line in record.lines { stock[line.sku]?.sell(line.quantity) }
            record.status = .committed
            reservations[order] = record
            return .committed
        }
    }

    private mutating func release(_ order: OrderID) -> StockAnswer {
        var record = reservations[order] ?? ReservationRecord(order: order, status: .expired, lines: [], expiresAt: now)
        switch record.status {
        case .held: for line in record.lines { stock[line.sku]?.unhold(line.quantity) }
        case .committed: for line in record.lines { stock[line.sku]?.restock(line.quantity) }
        case .expired, .released: break
        }
        record.status = .released
        reservations[order] = record
        return .released
    }

    private mutating func expire(_ order: OrderID) -> StockAnswer {
        guard var record = reservations[order], record.status == .held, record.expiresAt <= now else { return .expired(false) }
        for line in record.lines { stock[line.sku]?.unhold(line.quantity) }
        record.status = .expired
        reservations[order] = record
        return .expired(true)
    }

    /// A hold never becomes shorter, so that a lowered setting cannot take units from an order under way.
    private mutating func prolong(_ order: OrderID) {
        guard var record = reservations[order] else { return }
        record.expiresAt = max(record.expiresAt, holdUntil)
        reservations[order] = record
    }

    private func shortLines(in lines: [StockLine]) -> [ShortLine] {
        lines.compactMap { line in
            let available = stock[line.sku]?.available ?? 0
            return line.quantity <= available ? nil : ShortLine(sku: line.sku, requested: line.quantity, available: available)
        }
    }
}
