import Commerce
import Foundation
import Testing

@Suite("Money")
struct MoneyTests {
    @Test("sums and products are exact")
    func arithmetic() throws {
        #expect(try Money(1_999, .usd).adding(Money(1, .usd)) == Money(2_000, .usd))
        #expect(try Money(5, .usd).subtracting(Money(7, .usd)) == Money(-2, .usd))
        #expect(try Money(333, .eur).multiplied(by: 3) == Money(999, .eur))
        #expect(Money.zero(.jpy) == Money(0, .jpy))
    }

    @Test("currencies do not mix")
    func currencyMismatch() {
        #expect(throws: MoneyError.currencyMismatch(.usd, .eur)) { try Money(1, .usd).adding(Money(1, .eur)) }
        #expect(throws: MoneyError.currencyMismatch(.gbp, .jpy)) { try Money(1, .gbp).subtracting(Money(1, .jpy)) }
    }

    @Test("what does not fit is an error, never a wrong amount")
    func overflow() {
        let most = Money(Int.max, .usd)
        let least = Money(Int.min, .usd)
        #expect(throws: MoneyError.overflow) { try most.adding(Money(1, .usd)) }
        #expect(throws: MoneyError.overflow) { try least.subtracting(Money(1, .usd)) }
        #expect(throws: MoneyError.overflow) { try most.multiplied(by: 2) }
        #expect(throws: MoneyError.overflow) { try most.share(basisPoints: 2) }
        #expect(throws: MoneyError.overflow) { try least.share(basisPoints: -1) }
    }

    @Test(
        "a share rounds half away from zero",
        arguments: [
            (1_000, 825, 83), (1_000, 824, 82), (1_000, 826, 83), (-1_000, 825, -83), (1_000, -825, -83), (-1_000, -825, 83),
            (6, 825, 0), (7, 825, 1), (1, 5_000, 1), (1, 4_999, 0), (-1, 5_000, -1), (1_999, 10_000, 1_999), (1_999, 0, 0),
        ])
    func shares(amount: Int, basisPoints: Int, expected: Int) throws {
        #expect(try Money(amount, .usd).share(basisPoints: basisPoints) == Money(expected, .usd))
    }

    @Test("a share is never more than half a unit from the exact value")
    func shareError() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Linear(state: seed)
        for _ in 0..<2_000 {
            let amount = Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
            let basisPoints = Int.random(in: 0...20_000, using: &random)
            let share = try Money(amount, .usd).share(basisPoints: basisPoints).amount
            #expect(abs(share * 10_000 - amount * basisPoints) <= 5_000, "\(amount) at \(basisPoints), seed \(seed)")
        }
    }

    @Test("on the wire it is amount and currency")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(Money(1_999, .usd)), as: UTF8.self) == #"{"amount":1999,"currency":"USD"}"#)
        for wrong in [#"{"amount":1.5,"currency":"USD"}"#, #"{"amount":"1","currency":"USD"}"#, #"{"amount":1,"currency":"usd"}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Money.self, from: Data(wrong.utf8)) }
        }
    }
}
