import Foundation
import KubeModel
import TestKit
import Testing

@Suite("Times of objects")
struct KubeTimeTests {
    /// Seconds since 1970 as `date -u +%s` has them.
    @Test(
        "writes and reads",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"), (1_700_000_000, "2023-11-14T22:13:20Z"),
            (-2_208_988_800, "1900-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
        ])
    func writes(_ seconds: Int, _ text: String) throws {
        #expect(KubeTime(seconds: seconds).text == text)
        #expect(KubeTime(text)?.seconds == seconds)
    }

    @Test("what lies beyond all that can be told is the last moment that can")
    func saturates() {
        let now = KubeTime(seconds: 1_700_000_000)
        #expect(KubeTime(seconds: .max).microseconds == .max && KubeTime(seconds: .min).microseconds == .min)
        #expect((now + .seconds(Int64.max)).microseconds == .max && (now - .seconds(Int64.max)).microseconds < 0)
        #expect((KubeTime(microseconds: .min) - .seconds(1)).microseconds == .min && (now + .seconds(1)).seconds == 1_700_000_001)
    }

    // From 1716 on: before 1582 Foundation counts by the Julian calendar.
    @Test("agrees with Foundation's calendar")
    func agrees() throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let seconds = Int.random(in: -8_000_000_000...200_000_000_000, using: &random)
            let time = KubeTime(seconds: seconds)
            #expect(time.text == Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601), "seed \(seed)")
            #expect(KubeTime(time.text) == time, "seed \(seed)")
        }
    }

    @Test(
        "reads offsets and fractions",
        arguments: [
            ("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000000Z"), ("2026-01-02T03:04:05-00:30", "2026-01-02T03:34:05.000000Z"),
            ("2026-01-02t03:04:05z", "2026-01-02T03:04:05.000000Z"), ("2026-01-02T03:04:05.5Z", "2026-01-02T03:04:05.500000Z"),
            ("2026-01-02T03:04:05.000250Z", "2026-01-02T03:04:05.000250Z"),
            ("2026-01-02T03:04:05.123456789+01:00", "2026-01-02T02:04:05.123456Z"),
            ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.250000Z"),
        ])
    func reads(_ text: String, _ micro: String) {
        #expect(KubeTime(text)?.microText == micro)
        #expect(KubeTime(micro)?.microText == micro)
    }

    @Test(
        "refuses anything else",
        arguments: [
            "", "2026-01-02", "2026-01-02T03:04:05", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z", "2026-01-02T03:04:60Z",
            "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05+2:00", "2026-01-02T03:04:05Zx", "26-01-02T03:04:05Z", "2026-01-02 03:04:05Z",
            "2026-01-02T03:04:05+24:00", "２026-01-02T03:04:05Z",
        ])
    func refuses(_ text: String) {
        #expect(KubeTime(text) == nil)
    }

    @Test("counts with durations")
    func counts() {
        let start = KubeTime(seconds: 100)
        let end = start + .milliseconds(1500)
        #expect(end - start == .milliseconds(1500))
        #expect(start.duration(to: end) == .milliseconds(1500))
        #expect(end - .seconds(2) < start)
        #expect(end.seconds == 101)
        #expect((KubeTime(seconds: 0) - .milliseconds(1)).seconds == -1)
        #expect(KubeTime(secondsSince1970: 1.5).microseconds == 1_500_000)
    }
}
