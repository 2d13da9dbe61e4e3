import ReleaseEngine

/// What is remembered of a rollout's metrics from one reading to the next.
struct ReadingMemory: Sendable {
    private var ledger = CounterLedger()
    /// By question and not by its name: one that is asked in another way begins anew.
    private var totals: [MetricQuestion: MetricTotals] = [:]

    init() {}

    /// Takes a reading in and makes of it what the engine takes, by metric.
    /// - Parameters:
    ///   - presence: What tells only which processes were read.
    ///   - epoch: Makes a new one.
    mutating func take(
        _ measurements: [(question: MetricQuestion, measurement: Measurement)], presence: [CounterLedger.Entry], epoch: () -> String
    ) -> [String: MetricReading] {
        let all = presence + measurements.flatMap(\.measurement.entries)
        let entries = Array(Dictionary(all.map { ($0.identity, $0) }) { $1 }.values)
        let growth = Dictionary(zip(entries.map(\.identity), ledger.take(entries))) { $1 }
        totals = totals.filter { known in measurements.contains { $0.question == known.key } }
        var readings: [String: MetricReading] = [:]
        for (question, measurement) in measurements {
            readings[question.metric] = reading(question, measurement, growth, epoch)
        }
        return readings
    }

    private mutating func reading(
        _ question: MetricQuestion, _ measurement: Measurement, _ growth: [CounterLedger.Identity: [Double]], _ epoch: () -> String
    ) -> MetricReading {
        switch measurement {
        case .outcomes(let attempts, let failures):
            var totals = totals[question] ?? MetricTotals(epoch: epoch(), values: 2)
            defer { self.totals[question] = totals }
            return Self.reading { side in
                guard let tried = Self.sum(attempts, side, growth) else { return nil }
                let failed = Self.sum(failures, side, growth) ?? [0]
                totals.add([tried[0], min(tried[0], failed[0])], to: side)
                return totals.outcomes(of: side)
            }
        case .latencies(let histograms, let bounds):
            var totals = totals[question]
            defer { self.totals[question] = totals }
            return Self.reading { side in
                guard let counts = Self.sum(histograms, side, growth) else { return nil }
                var present =
                    totals.flatMap { $0.bounds == bounds ? $0 : nil }
                    ?? MetricTotals(epoch: epoch(), bounds: bounds, values: counts.count)
                present.add(counts, to: side)
                totals = present
                return present.latencies(of: side)
            }
        case .fault(let message):
            return MetricReading(stable: .providerError(message), new: .providerError(message))
        }
    }

    private static func reading(_ sample: (MetricSide) -> MetricSample?) -> MetricReading {
        let stable = sample(.stable).map(MetricReading.Answer.data)
        let new = sample(.new).map(MetricReading.Answer.data)
        return MetricReading(stable: stable ?? .noData, new: new ?? .noData)
    }

    /// What the counters of one side have grown by together; nil if it has none.
    private static func sum(
        _ entries: [CounterLedger.Entry], _ side: MetricSide, _ growth: [CounterLedger.Identity: [Double]]
    ) -> [Double]? {
        entries.filter { $0.side == side }.map { growth[$0.identity] ?? $0.values.map { _ in 0 } }
            .reduce(nil as [Double]?) { sum, next in sum.map { zip($0, next).map(+) } ?? next }
    }
}
