/// What a metric's series say, before it is compared with the reading before.
enum Measurement: Sendable {
    case outcomes(attempts: [CounterLedger.Entry], failures: [CounterLedger.Entry])
    /// Histograms that all have these buckets; bounds in milliseconds.
    case latencies([CounterLedger.Entry], bounds: [Double])
    /// Why they cannot be used.
    case fault(String)

    /// All counters in it.
    var entries: [CounterLedger.Entry] {
        switch self {
        case .outcomes(let attempts, let failures): attempts + failures
        case .latencies(let histograms, _): histograms
        case .fault: []
        }
    }

    /// - Parameters:
    ///   - found: What the source has found, by selector.
    ///   - side: For whom a series counts.
    init(_ question: MetricQuestion, found: [String: [MetricSeries]], side: ([String: String]) -> MetricSide?) {
        switch question.series {
        case .outcomes(let attempts, let failures):
            self = .outcomes(
                attempts: Self.counters(attempts, found, side), failures: Self.counters(failures, found, side))
        case .latencies(let buckets, let unit):
            self = Self.histograms(buckets, unit, found, side)
        }
    }

    /// Several series with the same labels count as one: it is their sum that matters. What is no number is left out.
    private static func counters(
        _ selector: String, _ found: [String: [MetricSeries]], _ side: ([String: String]) -> MetricSide?
    ) -> [CounterLedger.Entry] {
        let values = Dictionary(
            (found[selector] ?? []).filter(\.value.isFinite).map { ($0.labels, $0.value) }, uniquingKeysWith: +)
        return values.map { labels, value in
            CounterLedger.Entry(identity: .init(selector: selector, labels: labels), side: side(labels), values: [value])
        }
    }

    private static func histograms(
        _ selector: String, _ unit: Double, _ found: [String: [MetricSeries]], _ side: ([String: String]) -> MetricSide?
    ) -> Measurement {
        do throws(MetricSourceFailure) {
            let groups = try BucketGroup.groups(found[selector] ?? [], millisecondsPerUnit: unit)
            // Also those of one side and of the other: a share above a bound means nothing to who does not have that bound.
            let bounds = Set(groups.filter { side($0.labels) != nil }.map(\.bounds)).sorted { $0.lexicographicallyPrecedes($1) }
            guard bounds.count < 2 else {
                let lists = bounds.prefix(2).map { "(\($0.map { "\($0)" }.joined(separator: ", ")))" }
                return .fault("`\(selector)` finds histograms with different buckets, in ms: \(lists.joined(separator: " and "))")
            }
            let entries = groups.map { group in
                CounterLedger.Entry(
                    identity: .init(selector: selector, labels: group.labels), side: side(group.labels), values: group.counts)
            }
            return .latencies(entries, bounds: bounds.first ?? [])
        } catch {
            return .fault("`\(selector)`: \(error.message)")
        }
    }
}
