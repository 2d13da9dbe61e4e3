import Commerce
import Testing

@Suite("Money as text")
struct MoneyTextTests {
    @Test(
        "plain decimals are read as minor units",
        arguments: [
            ("19.99", 1_999), ("19.9", 1_990), ("1999", 199_900), ("-3.50", -350), ("0", 0), ("0.00", 0), ("-0.01", -1), ("007.10", 710),
            ("5.1000", 510), ("92233720368547758.07", Int.max),
        ])
    func reads(text: String, amount: Int) {
        #expect(Money(decimal: text, currency: .usd) == Money(amount, .usd))
    }

    @Test(
        "everything else is refused",
        arguments: [
            "", "-", ".", "-.5", ".5", "5.", "1.2.3", "1,50", "1 000", " 1", "1 ", "+1", "--1", "$5", "1e3", "0x10", "NaN", "٣.٥", "１",
            "19.999", "0.001", "1.-5", "92233720368547758.08", "99999999999999999999999", "1\0", "1\n",
        ])
    func refuses(text: String) {
        #expect(Money(decimal: text, currency: .usd) == nil)
    }

    @Test("decimals follow the currency")
    func minorUnits() throws {
        let dinar = try #require(Currency("KWD"))
        #expect(Money(decimal: "500", currency: .jpy) == Money(500, .jpy))
        #expect(Money(decimal: "500.0", currency: .jpy) == Money(500, .jpy))
        #expect(Money(decimal: "500.5", currency: .jpy) == nil)
        #expect(Money(decimal: "1.234", currency: dinar) == Money(1_234, dinar))
        #expect(Money(500, .jpy).decimal == "500")
        #expect(Money(1_234, dinar).decimal == "1.234")
        #expect(Money(12_000, dinar).description == "12.000 KWD")
    }

    @Test("what shoppers read", arguments: [(1_999, "$19.99"), (5, "$0.05"), (-350, "-$3.50"), (0, "$0.00"), (-5, "-$0.05")])
    func description(amount: Int, expected: String) {
        #expect(Money(amount, .usd).description == expected)
    }

    @Test("every amount is read back from its decimal form")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Linear(state: seed)
        let currencies = [Currency.usd, .jpy, try #require(Currency("BHD"))]
        let extremes = [Int.max, Int.min + 1, 1, -1, 99, -99, 100]
        for amount in extremes
            + (0..<2_000).map({ _ in Int.random(in: Int.min + 1...Int.max, using: &random) >> Int.random(in: 0..<63, using: &random) })
        {
            for currency in currencies {
                let money = Money(amount, currency)
                #expect(Money(decimal: money.decimal, currency: currency) == money, "\(amount) \(currency), seed \(seed)")
            }
        }
    }
}
