import Commerce
import ProductAPI
import ProductService
import Storage
import Testing

@Suite("The state machine of a reservation")
struct StockLedgerTests {
    private let now = 1_000_000
    private let hold = 60_000

    private func ledger(onHand: Int, _ reservations: [ReservationRecord] = []) throws -> StockLedger {
        var row = StockRow(empty: try Samples.sku("A"))
        row.setOnHand(onHand)
        return StockLedger(stock: [row], reservations: reservations, now: now, holdFor: hold)
    }

    private func row(_ ledger: StockLedger) throws -> StockRow {
        try #require(ledger.stock[Samples.sku("A")])
    }

    @Test func reserveCommitReleaseMovesTheUnits() throws {
        var ledger = try ledger(onHand: 10)
        let order = try Samples.order("one")

        guard case .reserved(let held) = ledger.handle(.reserve(order, [try Samples.line("A", 4)])) else {
            Issue.record("must be reserved")
            return
        }
        #expect(held.status == .held)
        #expect(held.expiresAt.milliseconds == now + hold)
        #expect(try row(ledger).available == 6)

        #expect(ledger.handle(.commit(order)) == .committed)
        #expect(ledger.handle(.commit(order)) == .committed)
        #expect(try (row(ledger).onHand, row(ledger).sold, row(ledger).reserved) == (6, 4, 0))

        #expect(ledger.handle(.release(order)) == .released)
        #expect(ledger.handle(.release(order)) == .released)
        #expect(try (row(ledger).onHand, row(ledger).sold) == (10, 0))
        #expect(ledger.handle(.commit(order)) == .closed)
    }

    @Test func linesOfTheSameSKUAreAddedUp() throws {
        var ledger = try ledger(onHand: 10)
        let lines = [try Samples.line("A", 6), try Samples.line("A", 5)]
        let short = ShortLine(sku: try Samples.sku("A"), requested: 11, available: 10)
        #expect(ledger.handle(.reserve(try Samples.order("one"), lines)) == .outOfStock([short]))
        #expect(ledger.changedStock.isEmpty)
        #expect(ledger.changedReservations.isEmpty)
    }

    @Test func anUnknownSKUIsOutOfStock() throws {
        var ledger = try ledger(onHand: 10)
        let lines = [try Samples.line("A", 1), try Samples.line("B", 1)]
        let short = ShortLine(sku: try Samples.sku("B"), requested: 1, available: 0)
        #expect(ledger.handle(.reserve(try Samples.order("one"), lines)) == .outOfStock([short]))
        #expect(try row(ledger).reserved == 0)
    }

    @Test func aReleaseBeforeAnythingClosesTheOrderForEver() throws {
        var ledger = try ledger(onHand: 10)
        let order = try Samples.order("one")
        #expect(ledger.handle(.release(order)) == .released)
        #expect(ledger.handle(.reserve(order, [try Samples.line("A", 1)])) == .closed)
        #expect(ledger.handle(.commit(order)) == .closed)
        #expect(ledger.changedReservations.map(\.after.status) == [.released])
    }

    @Test func aHoldIsProlongedButNeverShortened() throws {
        let order = try Samples.order("one")
        let lines = [try Samples.line("A", 2)]
        let long = ReservationRecord(order: order, status: .held, lines: lines, expiresAt: now + 2 * hold)
        let short = ReservationRecord(order: order, status: .held, lines: lines, expiresAt: now + 1)
        for (record, expected) in [(long, now + 2 * hold), (short, now + hold)] {
            var ledger = try ledger(onHand: 10, [record])
            guard case .reserved(let reservation) = ledger.handle(.reserve(order, lines)) else {
                Issue.record("must be reserved")
                return
            }
            #expect(reservation.expiresAt.milliseconds == expected)
        }
    }

    @Test func onlyALapsedHoldExpiresAndMayReserveAgain() throws {
        let order = try Samples.order("one")
        let lines = [try Samples.line("A", 2)]
        var early = try ledger(onHand: 10, [ReservationRecord(order: order, status: .held, lines: lines, expiresAt: now + 1)])
        #expect(early.handle(.expire(order)) == .expired(false))

        var ledger = try ledger(onHand: 10)
        _ = ledger.handle(.reserve(order, lines))
        var later = StockLedger(
            stock: Array(ledger.stock.values), reservations: Array(ledger.reservations.values), now: now + hold, holdFor: hold)
        #expect(later.handle(.expire(order)) == .expired(true))
        #expect(later.handle(.expire(order)) == .expired(false))
        #expect(later.handle(.commit(order)) == .lapsed)
        guard case .reserved = later.handle(.reserve(order, lines)) else {
            Issue.record("must be reserved again")
            return
        }
        #expect(later.handle(.commit(order)) == .committed)
    }

    @Test func aLapsedHoldThatWasNotSweptIsStillCommitted() throws {
        let order = try Samples.order("one")
        var ledger = try ledger(onHand: 10)
        _ = ledger.handle(.reserve(order, [try Samples.line("A", 2)]))
        var later = StockLedger(
            stock: Array(ledger.stock.values), reservations: Array(ledger.reservations.values), now: now + 10 * hold, holdFor: hold)
        #expect(later.handle(.commit(order)) == .committed)
    }
}
