import KubeModel
import TestKit
import Testing

@Suite("Durations in Go's form")
struct GoDurationTests {
    /// Text, nanoseconds, and how Go prints it.
    @Test(
        "reads and writes",
        arguments: [
            ("0", 0, "0s"), ("0s", 0, "0s"), ("250ms", 250_000_000, "250ms"), ("1.5s", 1_500_000_000, "1.5s"),
            ("1h2m", 3_720_000_000_000, "1h2m0s"),
            ("90s", 90_000_000_000, "1m30s"), ("5ns", 5, "5ns"), ("1.5us", 1_500, "1.5µs"), ("1.5µs", 1_500, "1.5µs"),
            ("2μs", 2_000, "2µs"),
            (".5s", 500_000_000, "500ms"), ("1.s", 1_000_000_000, "1s"), ("-1m", -60_000_000_000, "-1m0s"), ("+3s", 3_000_000_000, "3s"),
            ("1h0m0.001s", 3_600_001_000_000, "1h0m0.001s"), ("0.1h", 360_000_000_000, "6m0s"), ("1m1m", 120_000_000_000, "2m0s"),
            ("100h", 360_000_000_000_000, "100h0m0s"), ("1.0000000019s", 1_000_000_001, "1.000000001s"),
        ])
    func reads(_ text: String, _ nanoseconds: Int64, _ printed: String) throws {
        let duration = try #require(GoDuration.parse(text))
        #expect(duration == .nanoseconds(nanoseconds))
        #expect(GoDuration.text(duration) == printed)
    }

    @Test(
        "refuses anything else",
        arguments: ["", "1", "s", "-", "1d", "1.2.3s", "1 s", "ms1", ".s", "99999999999h", "9999999999999999999999s", "1S"])
    func refuses(_ text: String) {
        #expect(GoDuration.parse(text) == nil)
    }

    @Test("what is written reads as the same")
    func roundTrip() {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let duration = Duration.nanoseconds(Int64(truncatingIfNeeded: random.next() >> UInt64.random(in: 1...60, using: &random)))
            #expect(GoDuration.parse(GoDuration.text(duration)) == duration, "seed \(seed)")
        }
    }
}
