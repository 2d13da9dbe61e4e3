import ReleaseEngine
import Testing

import Delivery

@Suite("Readings of histograms")
struct HistogramReadingTests {
    private let source = PlayedSource()
    private let question = MetricQuestion("latency", .latencies(buckets: "d_bucket", millisecondsPerUnit: 1_000))

    private func buckets(_ pod: String, _ counts: [String: Int], version: String = "v2") -> [String] {
        counts.map { "d_bucket{version=\"\(version)\",pod=\"\(pod)\",le=\"\($0.key)\"} \($0.value)" }
    }

    private func read(_ readings: MetricReadings, _ lines: [String]) async throws -> MetricReading {
        try source.show(lines)
        let all = await readings.read([question], of: "r") { labels in
            switch labels["version"] {
            case "v1": .stable
            case "v2": .new
            default: nil
            }
        }
        return try #require(all["latency"])
    }

    @Test func cumulativeBucketsBecomeCounts() async throws {
        let readings = MetricReadings(source: source)
        let first = try await read(readings, buckets("p", ["0.005": 1, "0.25": 3, "1e1": 3, "+Inf": 4]))
        let second = try await read(readings, buckets("p", ["0.005": 2, "0.25": 7, "1e1": 8, "+Inf": 10]))
        #expect(first.stable == .noData)
        let growth = try #require(first.new.sample.flatMap { second.new.sample?.since($0) })
        #expect(growth == .latencies(LatencyHistogram(bounds: [5, 250, 10_000], counts: [1, 3, 1, 1])))
    }

    @Test func aRestartedOrUnevenHistogramCostsOnlyItself() async throws {
        let readings = MetricReadings(source: source)
        let edges = { (a: Int, b: Int, c: Int) in ["0.1": a, "1": b, "+Inf": c] }
        let first = try await read(readings, buckets("p", edges(50, 60, 70)) + buckets("q", edges(1, 2, 3)))
        // p began again: some buckets went back, and none of it counts. q has a bucket that was read before the one below it.
        let second = try await read(readings, buckets("p", edges(1, 61, 70)) + buckets("q", edges(4, 3, 6)))
        let growth = try #require(first.new.sample.flatMap { second.new.sample?.since($0) })
        #expect(growth == .latencies(LatencyHistogram(bounds: [100, 1_000], counts: [0, 0, 0])))
        let third = try await read(readings, buckets("p", edges(2, 63, 72)) + buckets("q", edges(5, 5, 8)))
        let more = try #require(second.new.sample.flatMap { third.new.sample?.since($0) })
        #expect(more == .latencies(LatencyHistogram(bounds: [100, 1_000], counts: [2, 1, 1])))
    }

    @Test func histogramsThatCannotBeUsedAreFailuresOfTheSource() async throws {
        let sound = buckets("p", ["0.1": 1, "+Inf": 2])
        let faults: [([String], String)] = [
            (sound + buckets("q", ["0.2": 1, "+Inf": 2]), "different buckets, in ms: (100.0) and (200.0)"),
            (sound + buckets("q", ["0.2": 1, "+Inf": 2], version: "v1"), "different buckets"),
            (sound + buckets("q", ["0.1": 1, "0.2": 1, "+Inf": 2]), "(100.0) and (100.0, 200.0)"),
            (sound + buckets("q", ["0.1": 1]), "le=\"+Inf\""),
            (sound + buckets("q", ["x": 1, "+Inf": 1]), "usable label le"),
            (sound + ["d_bucket{version=\"v2\",pod=\"q\"} 5"], "usable label le"),
        ]
        for (lines, message) in faults {
            let reading = try await read(MetricReadings(source: source), lines)
            guard case .providerError(let text) = reading.new else {
                Issue.record("\(lines) was taken: \(reading)")
                continue
            }
            #expect(reading.stable == reading.new && text.contains("`d_bucket`") && text.contains(message), "\(text)")
        }
        // Whoever is on neither side, and a histogram without a value, do no harm.
        let others = buckets("x", ["7": 1, "+Inf": 1], version: "v3") + ["d_bucket{version=\"v1\",pod=\"y\",le=\"+Inf\"} NaN"]
        let reading = try await read(MetricReadings(source: source), sound + others)
        #expect(reading.stable == .noData && reading.new.sample != nil)
    }

    @Test func otherBucketsAreAnotherEpoch() async throws {
        let readings = MetricReadings(source: source)
        let first = try await read(readings, buckets("p", ["0.1": 1, "+Inf": 2]))
        let second = try await read(readings, buckets("p", ["0.2": 5, "+Inf": 9]))
        #expect(first.new.sample?.epoch != second.new.sample?.epoch && second.new.sample != nil)
        let third = try await read(readings, buckets("p", ["0.2": 6, "+Inf": 11]))
        #expect(second.new.sample.flatMap { third.new.sample?.since($0) } == .latencies(LatencyHistogram(bounds: [200], counts: [1, 1])))
    }
}
