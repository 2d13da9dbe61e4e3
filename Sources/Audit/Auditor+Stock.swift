import Commerce

/// Invariant 2: units of stock against orders and reservations.
extension Auditor {
    mutating func checkStock() {
        let confirmed = unitsBySKU(facts.orders.lazy.filter { $0.status == .confirmed }.map(\.items))
        let committed = unitsBySKU(facts.reservations.lazy.filter { $0.status == .committed }.map(\.lines))
        let held = unitsBySKU(facts.reservations.lazy.filter { $0.status == .held }.map(\.lines))
        for stock in facts.stock {
            checkBalance(of: stock)
            let promised = confirmed[stock.sku] ?? 0
            if promised > stock.received {
                log.add(
                    .oversold, "SKU \(stock.sku)", expected: "at most \(stock.received) units", found: "\(promised) in confirmed orders")
            }
            let sold = committed[stock.sku] ?? 0
            if stock.sold != sold {
                log.add(.soldDiffersFromCommitments, "SKU \(stock.sku)", expected: "\(sold) sold", found: "\(stock.sold)")
            }
            let reserved = held[stock.sku] ?? 0
            if stock.reserved != reserved {
                log.add(.reservedDiffersFromHolds, "SKU \(stock.sku)", expected: "\(reserved) reserved", found: "\(stock.reserved)")
            }
        }
        let known = Set(facts.stock.map(\.sku))
        for sku in Set(confirmed.keys).union(committed.keys).union(held.keys).subtracting(known).sorted() {
            log.add(.stockMissing, "SKU \(sku)", expected: "a stock record", found: "none")
        }
    }

    private mutating func checkBalance(of stock: StockFact) {
        let balance = stock.received - stock.removed - stock.sold
        if stock.onHand != balance {
            let sum = "\(stock.received) received - \(stock.removed) removed - \(stock.sold) sold"
            log.add(.stockNotBalanced, "SKU \(stock.sku)", expected: "\(balance) on hand (\(sum))", found: "\(stock.onHand)")
        }
        let counts = [
            ("on hand", stock.onHand), ("reserved", stock.reserved), ("received", stock.received), ("removed", stock.removed),
            ("sold", stock.sold),
        ]
        for (name, count) in counts where count < 0 {
            log.add(.stockNegative, "SKU \(stock.sku)", expected: "\(name) at least 0", found: "\(count)")
        }
    }

    private func unitsBySKU(_ lines: some Sequence<[AuditedLine]>) -> [SKU: Int] {
        lines.reduce(into: [:]) { units, lines in
            for line in lines { units[line.sku, default: 0] += line.quantity }
        }
    }

    mutating func checkReservations() {
        let index = Dictionary(zip(facts.reservations.map(\.order), facts.reservations.indices), uniquingKeysWith: { first, _ in first })
        for order in facts.orders where isSettled(order) {
            check(order, against: index[order.id].map { facts.reservations[$0] })
        }
        for reservation in facts.reservations where orderIndex[reservation.order] == nil && !isYoung(reservation.updatedAt) {
            log.add(
                .reservationWithoutOrder, subject(reservation.order), expected: "an order",
                found: "\(reservation.status.rawValue) reservation of \(reservation.lines.summary)")
        }
    }

    private mutating func check(_ order: OrderFact, against reservation: ReservationFact?) {
        let status = reservation?.status
        guard order.status == .confirmed else {
            if status == .committed {
                log.add(
                    .reservationNotReleased, subject(order), expected: "released, as the order is \(order.status.rawValue)",
                    found: "committed")
            }
            return
        }
        guard let reservation, reservation.status == .committed else {
            return log.add(.reservationNotCommitted, subject(order), expected: "committed", found: status?.rawValue ?? "none")
        }
        if reservation.lines.units != order.items.units {
            log.add(.reservationLinesDiffer, subject(order), expected: order.items.summary, found: reservation.lines.summary)
        }
    }
}
