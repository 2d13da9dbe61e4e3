import ReleaseEngine
import Testing

import Delivery

@Suite("Readings for the engine")
struct MetricReadingsTests {
    private static let orders = MetricQuestion("orders", .outcomes(attempts: "a", failures: "a{bad=\"1\"}"))
    private static let latency = MetricQuestion("latency", .latencies(buckets: "d_bucket", millisecondsPerUnit: 1_000))

    @Sendable private static func side(_ labels: [String: String]) -> MetricSide? {
        switch labels["version"] {
        case "v1": .stable
        case "v2": .new
        default: nil
        }
    }

    /// What each reading adds on one side, as attempts and failures; nil for what says that there is no data.
    private func steps(_ readings: [[String]], side: MetricSide = .new, presence: [String] = []) async throws -> [Tally?] {
        let source = PlayedSource()
        let reader = MetricReadings(source: source)
        var last: MetricSample?
        var steps: [Tally?] = []
        for lines in readings {
            try source.show(lines)
            let reading = await reader.read([Self.orders], of: "r", presence: presence, side: Self.side)["orders"]
            let sample = (side == .new ? reading?.new : reading?.stable)?.sample
            if let sample, let last, case .outcomes(let tally)? = sample.since(last) {
                steps.append(tally)
            } else {
                steps.append(sample == nil ? nil : Tally())
            }
            last = sample ?? last
        }
        return steps
    }

    private func tally(_ attempts: Int, _ failures: Int) -> Tally { Tally(attempts: attempts, failures: failures) }

    @Test func addsUpBySideWithOneReadingOfTheSource() async throws {
        let source = PlayedSource()
        let readings = MetricReadings(source: source, nonce: "n")
        let lines = { (n: Int) in
            [
                "a{version=\"v1\",pod=\"p\"} \(100 * n)", "a{version=\"v1\",pod=\"q\",bad=\"1\"} \(10 * n)",
                "a{version=\"v2\",pod=\"r\"} \(5 * n)", "a{version=\"v2\",pod=\"r\",x=\"nan\"} NaN",
                "a{version=\"v3\",pod=\"s\"} \(1_000 * n)",
                "a{pod=\"t\"} \(1_000 * n)",
                "d_bucket{version=\"v1\",pod=\"p\",le=\"0.005\"} \(n)", "d_bucket{version=\"v1\",pod=\"p\",le=\"+Inf\"} \(3 * n)",
                "d_bucket{version=\"v1\",pod=\"q\",le=\"+Inf\"} \(7 * n)", "d_bucket{version=\"v1\",pod=\"q\",le=\"0.005\"} \(5 * n)",
            ]
        }
        try source.show(lines(1))
        let first = await readings.read([Self.orders, Self.latency], of: "r", side: Self.side)
        try source.show(lines(3))
        let second = await readings.read([Self.orders, Self.latency], of: "r", side: Self.side)
        #expect(source.readings == 2)
        let zero = MetricSample(epoch: "n-1", .outcomes(Tally()))
        #expect(first["orders"] == MetricReading(stable: .data(zero), new: .data(zero)))
        #expect(
            second["orders"]
                == MetricReading(
                    stable: .data(.init(epoch: "n-1", .outcomes(tally(220, 20)))), new: .data(.init(epoch: "n-1", .outcomes(tally(10, 0)))))
        )
        #expect(
            second["latency"]
                == MetricReading(
                    stable: .data(.init(epoch: "n-2", .latencies(LatencyHistogram(bounds: [5], counts: [12, 8])))), new: .noData))
        #expect(await readings.read([], of: "r", side: Self.side).isEmpty)
        #expect(source.readings == 2)
    }

    /// Readings in a row, and what each adds for the new version.
    private static let courses: [(String, [[String]], [Tally?])] = [
        (
            "nothing of the version, then something",
            [["a{version=\"v1\",pod=\"p\"} 1"], ["a{version=\"v2\",pod=\"q\"} 5"], ["a{version=\"v2\",pod=\"q\"} 7"]],
            [nil, Tally(), Tally(attempts: 2)]
        ),
        (
            "the first failure of a proxy that was there counts",
            [
                ["a{version=\"v2\",source_zone=\"a\"} 5"],
                ["a{version=\"v2\",source_zone=\"a\"} 6", "a{version=\"v2\",source_zone=\"a\",bad=\"1\"} 3"],
            ],
            [Tally(), Tally(attempts: 4, failures: 3)]
        ),
        (
            "what a process brings that was not there before does not count, what it does then does",
            [
                ["a{version=\"v2\",pod=\"p\"} 5"],
                ["a{version=\"v2\",pod=\"p\"} 6", "a{version=\"v2\",pod=\"q\",bad=\"1\"} 300"],
                ["a{version=\"v2\",pod=\"p\"} 6", "a{version=\"v2\",pod=\"q\",bad=\"1\"} 301"],
            ],
            [Tally(), Tally(attempts: 1), Tally(attempts: 1, failures: 1)]
        ),
        (
            "a series that was away comes back with what it had",
            [
                ["a{version=\"v2\",pod=\"p\"} 5", "a{version=\"v2\",pod=\"q\"} 100"], ["a{version=\"v2\",pod=\"p\"} 6"],
                ["a{version=\"v2\",pod=\"p\"} 8", "a{version=\"v2\",pod=\"q\"} 100"],
                ["a{version=\"v2\",pod=\"p\"} 8", "a{version=\"v2\",pod=\"q\"} 103"],
            ],
            [Tally(), Tally(attempts: 1), Tally(attempts: 2), Tally(attempts: 3)]
        ),
        (
            "also where another of its process stayed",
            [
                ["a{version=\"v2\",pod=\"p\"} 5", "a{version=\"v2\",pod=\"p\",x=\"1\"} 100"], ["a{version=\"v2\",pod=\"p\"} 6"],
                ["a{version=\"v2\",pod=\"p\"} 6", "a{version=\"v2\",pod=\"p\",x=\"1\"} 100"],
            ],
            [Tally(), Tally(attempts: 1), Tally()]
        ),
        (
            "a restart sets a mark, and the others still count",
            [
                ["a{version=\"v2\",pod=\"p\"} 50", "a{version=\"v2\",pod=\"q\"} 10"],
                ["a{version=\"v2\",pod=\"p\"} 3", "a{version=\"v2\",pod=\"q\"} 14"],
                ["a{version=\"v2\",pod=\"p\"} 5", "a{version=\"v2\",pod=\"q\"} 14"],
            ],
            [Tally(), Tally(attempts: 4), Tally(attempts: 2)]
        ),
        (
            "a sum from which a pod has gone",
            [["a{version=\"v2\"} 1000"], ["a{version=\"v2\"} 900"], ["a{version=\"v2\"} 905"]], [Tally(), Tally(), Tally(attempts: 5)]
        ),
        (
            "a new sum, of which nobody can say since when",
            [["a{version=\"v2\"} 10"], ["a{version=\"v2\"} 11", "a{version=\"v2\",bad=\"1\"} 100"]], [Tally(), Tally(attempts: 1)]
        ),
        (
            "two series with the same labels are one",
            [
                ["a{version=\"v2\",pod=\"p\"} 5", "a{version=\"v2\",pod=\"p\"} 6"],
                ["a{version=\"v2\",pod=\"p\"} 7", "a{version=\"v2\",pod=\"p\"} 8"],
            ],
            [Tally(), Tally(attempts: 4)]
        ),
        (
            "values that are no count",
            [
                ["a{version=\"v2\",pod=\"p\"} NaN", "a{version=\"v2\",pod=\"q\"} 1"],
                ["a{version=\"v2\",pod=\"p\"} 5", "a{version=\"v2\",pod=\"q\"} +Inf"],
                ["a{version=\"v2\",pod=\"p\"} NaN"], ["a{version=\"v2\",pod=\"p\"} 1e300"], ["a{version=\"v2\",pod=\"p\"} 1e305"],
            ],
            [Tally(), Tally(), nil, Tally(), Tally(attempts: 9_007_199_254_740_991)]
        ),
    ]

    @Test(arguments: courses.indices) func countOnlyWhatCertainlyHappened(_ index: Int) async throws {
        let (name, readings, expected) = Self.courses[index]
        #expect(try await steps(readings) == expected, "\(name)")
    }

    @Test func aPodThatWasReadBeforeItCountedBeginsAtZero() async throws {
        let pod = { (up: Int, lines: [String]) in ["up{pod=\"p\",version=\"v2\"} \(up)"] + lines }
        let other = "a{version=\"v2\",pod=\"q\"} 1"
        let first = "a{version=\"v2\",pod=\"p\",bad=\"1\"} 2"
        let known = try await steps([pod(1, [other]), pod(1, [other, first])], presence: ["up"])
        #expect(known == [Tally(), tally(2, 2)])
        // It was there, but did not answer, so that it may have had them all along.
        let silent = try await steps([pod(0, [other]), pod(1, [other, first])], presence: ["up"])
        #expect(silent == [Tally(), Tally()])
        let unasked = try await steps([pod(1, [other]), pod(1, [other, first])])
        #expect(unasked == [Tally(), Tally()])
    }

    @Test func whoChangesSidesCountsForNobodyMeanwhile() async throws {
        let source = PlayedSource()
        let readings = MetricReadings(source: source)
        let canary = { (pods: Set<String>) in
            { @Sendable (labels: [String: String]) in pods.contains(labels["pod"] ?? "") ? MetricSide.new : .stable }
        }
        func read(_ lines: [String], canary pods: Set<String>) async throws -> (stable: Int, new: Int) {
            try source.show(["up{pod=\"p\"} 1", "up{pod=\"q\"} 1"] + lines)
            let reading = await readings.read([Self.orders], of: "r", presence: ["up"], side: canary(pods))["orders"]
            return (reading?.stable.sample?.attempts ?? 0, reading?.new.sample?.attempts ?? 0)
        }
        _ = try await read(["a{pod=\"p\"} 10", "a{pod=\"q\"} 10"], canary: [])
        #expect(try await read(["a{pod=\"p\"} 12", "a{pod=\"q\"} 13"], canary: []) == (5, 0))
        // Moved, with a counter that is new: whose it is cannot be told.
        #expect(try await read(["a{pod=\"p\"} 16", "a{pod=\"q\"} 16", "a{pod=\"p\",bad=\"1\"} 4"], canary: ["p"]) == (8, 0))
        #expect(try await read(["a{pod=\"p\"} 17", "a{pod=\"q\"} 16", "a{pod=\"p\",bad=\"1\"} 6"], canary: ["p"]) == (8, 3))
        #expect(try await read(["a{pod=\"p\"} 20", "a{pod=\"q\"} 17", "a{pod=\"p\",bad=\"1\"} 6"], canary: []) == (9, 0))
    }

    @Test func failuresAreNeverMoreThanAttempts() async throws {
        let question = MetricQuestion("odd", .outcomes(attempts: "a", failures: "b"))
        let source = PlayedSource()
        let readings = MetricReadings(source: source)
        var last: MetricSample?
        for (a, b, expected) in [(10, 100, nil), (12, 103, tally(2, 2)), (12, 110, tally(0, 0)), (15, 111, tally(3, 1))]
            as [(Int, Int, Tally?)]
        {
            try source.show(["a{version=\"v2\",pod=\"p\"} \(a)", "b{version=\"v2\",pod=\"p\"} \(b)"])
            let sample = await readings.read([question], of: "r", side: Self.side)["odd"]?.new.sample
            #expect(last.flatMap { sample?.since($0) } == expected.map(MetricSample.Counters.outcomes))
            last = sample
        }
    }

    @Test func anotherProcessOrQuestionOrRolloutBeginsAnEpoch() async throws {
        let source = PlayedSource()
        try source.show(["a{version=\"v2\",pod=\"p\"} 5"])
        let (one, other) = (MetricReadings(source: source), MetricReadings(source: source))
        func epoch(_ readings: MetricReadings, _ rollout: String, _ question: MetricQuestion = Self.orders) async -> String? {
            await readings.read([question], of: rollout, side: Self.side)["orders"]?.new.sample?.epoch
        }
        let first = try #require(await epoch(one, "r"))
        #expect(await epoch(one, "r") == first)
        var seen: Set = [first]
        for fresh in [await epoch(other, "r"), await epoch(one, "s")] { #expect(seen.insert(try #require(fresh)).inserted) }
        let changed = MetricQuestion("orders", .outcomes(attempts: "a", failures: "a{bad=\"2\"}"))
        #expect(seen.insert(try #require(await epoch(one, "r", changed))).inserted)
        #expect(seen.insert(try #require(await epoch(one, "r"))).inserted)
        let kept = try #require(await epoch(one, "s"))
        one.forget(allBut: ["s"])
        #expect(await epoch(one, "s") == kept)
        #expect(seen.insert(try #require(await epoch(one, "r"))).inserted)
    }

    @Test func aSourceThatFailsIsNoSourceWithoutData() async throws {
        let source = PlayedSource()
        let readings = MetricReadings(source: source)
        try source.show(["a{version=\"v2\",pod=\"p\"} 5"])
        let before = try #require(await readings.read([Self.orders], of: "r", side: Self.side)["orders"]?.new.sample)
        source.fail("it answered 500")
        let failed = await readings.read([Self.orders, Self.latency], of: "r", side: Self.side)
        let answer = MetricReading.Answer.providerError("play: it answered 500")
        #expect(failed == ["orders": .init(stable: answer, new: answer), "latency": .init(stable: answer, new: answer)])
        // What was counted meanwhile is not lost.
        try source.show(["a{version=\"v2\",pod=\"p\"} 9"])
        let after = try #require(await readings.read([Self.orders], of: "r", side: Self.side)["orders"])
        #expect(after.stable == .noData && after.new.sample?.since(before) == .outcomes(tally(4, 0)))
    }
}

extension MetricSample {
    fileprivate var attempts: Int {
        if case .outcomes(let tally) = counters { tally.attempts } else { -1 }
    }
}
