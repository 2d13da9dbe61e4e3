import KubeModel
import TestKit
import Testing

@Suite("Quantities")
struct QuantityTests {
    /// Text, canonical text, thousandths (rounded up).
    @Test(
        "reads and writes the canonical form",
        arguments: [
            ("0", "0", 0), ("0Ki", "0", 0), ("-0", "0", 0), ("1", "1", 1000), ("+1", "1", 1000), ("1.", "1", 1000), (".5", "500m", 500),
            ("0.5", "500m", 500), ("500m", "500m", 500), ("1500m", "1500m", 1500), ("1.5", "1500m", 1500), ("2000m", "2", 2000),
            ("1000", "1k", 1_000_000), ("1k", "1k", 1_000_000), ("1500", "1500", 1_500_000), ("1.5k", "1500", 1_500_000),
            ("1M", "1M", 1_000_000_000), ("12G", "12G", 12_000_000_000_000), ("3T", "3T", 3_000_000_000_000_000),
            ("1Ki", "1Ki", 1_024_000), ("128Mi", "128Mi", 134_217_728_000), ("1024Mi", "1Gi", 1_073_741_824_000),
            ("1.5Gi", "1536Mi", 1_610_612_736_000), ("1000Ki", "1000Ki", 1_024_000_000), ("0.5Ki", "512", 512_000),
            ("0.0001Ki", "102400u", 103),
            ("1e3", "1e3", 1_000_000), ("1E3", "1e3", 1_000_000), ("12e6", "12e6", 12_000_000_000), ("1e-3", "1e-3", 1),
            ("15e-1", "1500e-3", 1500),
            ("100u", "100u", 1), ("5n", "5n", 1), ("-1.5", "-1500m", -1500), ("-1n", "-1n", -1), ("0.0000000001", "1n", 1),
            ("1e-30", "1e-9", 1),
            ("00012", "12", 12_000),
        ])
    func canonical(_ text: String, _ canonical: String, _ milli: Int) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.text == canonical)
        #expect(quantity.milliValue == milli)
        let again = try #require(Quantity(canonical))
        #expect(again == quantity)
        #expect(again.text == canonical)
    }

    @Test(
        "the largest are those of 64 bits",
        arguments: [
            "8E", "9223372036854775807", "10E", "8Ei", "1e99", "1e9999999999999999999999", "9999999999999999999999999999999999999999",
        ])
    func largest(_ text: String) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.value == (text == "8E" ? 8_000_000_000_000_000_000 : Int.max))
        #expect(Quantity("-\(text)")?.value == -quantity.value)
    }

    @Test(
        "refuses anything else",
        arguments: ["", "-", "+", ".", "m", "1mm", "1 ", " 1", "1ki", "1K", "1e", "1e+", "1e1.5", "1.2.3", "0x10", "١", "1Ei3", "NaN"])
    func refuses(_ text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test("an exa is no exponent")
    func exa() {
        #expect(Quantity("1E")?.value == 1_000_000_000_000_000_000)
        #expect(Quantity("1E1")?.value == 10)
    }

    @Test("reads numbers too")
    func numbers() {
        #expect(Quantity(JSON.integer(2))?.text == "2")
        #expect(Quantity(JSON.number(0.25))?.text == "250m")
        #expect(Quantity(JSON.string("1Gi"))?.value == 1 << 30)
        #expect(Quantity(JSON.bool(true)) == nil)
        #expect(Quantity(JSON.null) == nil)
    }

    @Test("compares amounts, not texts")
    func compares() throws {
        #expect(Quantity("1000m") == Quantity("1"))
        #expect(Set(["1Ki", "1024", "1.024k"].compactMap { Quantity($0) }).count == 1)
        #expect(try #require(Quantity("1M")) < #require(Quantity("1Mi")))
        #expect(try #require(Quantity("-1")) < Quantity.zero)
    }

    @Test("adds and subtracts exactly", arguments: 1...10 as ClosedRange<UInt64>)
    func adds(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (a, b) = (Int.random(in: -1_000_000...1_000_000, using: &random), Int.random(in: -1_000_000...1_000_000, using: &random))
            let sum = Quantity(milli: a) + Quantity(milli: b)
            #expect(sum.milliValue == a + b, "seed \(seed)")
            #expect((sum - Quantity(milli: b)).milliValue == a, "seed \(seed)")
            #expect(Quantity(sum.text) == sum, "seed \(seed)")
        }
        #expect((Quantity.zero + (try #require(Quantity("1Gi")))).text == "1Gi")
    }
}
