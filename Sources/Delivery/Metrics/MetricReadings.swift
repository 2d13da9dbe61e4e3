package import ReleaseEngine
import Synchronization

/// Reads the metrics of rollouts and makes of them what the release engine takes: counters of each side that only grow.
///
/// What it remembers of counters is in memory and no longer than the process lives. The epoch of each sample names the process, so that
/// after a change of controllers the first readings only set marks.
package final class MetricReadings: Sendable {
    private struct State: Sendable {
        var memories: [String: ReadingMemory] = [:]
        var epochs = 0
    }

    private let source: any MetricSource
    private let nonce: String
    private let state = Mutex(State())

    /// - Parameter nonce: What tells this process from all others.
    package init(source: any MetricSource, nonce: String = String(UInt64.random(in: 0 ... .max), radix: 36)) {
        self.source = source
        self.nonce = nonce
    }

    /// One reading of all metrics of a rollout, with one reading of the source.
    /// - Parameters:
    ///   - rollout: Whose memory it goes by; its UID.
    ///   - presence: Selectors of gauges that are 1 for each process that was read, such as `up`. They tell a counter that has just begun
    ///     from one that was not read before.
    ///   - side: For whom a series with these labels counts.
    package func read(
        _ questions: [MetricQuestion], of rollout: String, presence: [String] = [], side: @Sendable ([String: String]) -> MetricSide?
    ) async -> [String: MetricReading] {
        guard !questions.isEmpty else { return [:] }
        let selectors = Set(questions.flatMap(\.series.selectors) + presence).sorted()
        do throws(MetricSourceFailure) {
            let answers = try await source.read(selectors)
            guard answers.count == selectors.count else { throw MetricSourceFailure("not every selector was answered") }
            let found = Dictionary(zip(selectors, answers)) { $1 }
            let measurements = questions.map { ($0, Measurement($0, found: found, side: side)) }
            let present = Self.present(presence, found, side)
            return state.withLock { state in
                var memory = state.memories.removeValue(forKey: rollout) ?? ReadingMemory()
                defer { state.memories[rollout] = memory }
                return memory.take(measurements, presence: present) {
                    state.epochs += 1
                    return "\(nonce)-\(state.epochs)"
                }
            }
        } catch {
            let failure = MetricReading.Answer.providerError("\(source.name): \(error.message)")
            return Dictionary(questions.map { ($0.metric, MetricReading(stable: failure, new: failure)) }) { $1 }
        }
    }

    private static func present(
        _ selectors: [String], _ found: [String: [MetricSeries]], _ side: ([String: String]) -> MetricSide?
    ) -> [CounterLedger.Entry] {
        selectors.flatMap { selector in
            (found[selector] ?? []).filter { $0.value == 1 }.map { series in
                CounterLedger.Entry(
                    identity: .init(selector: selector, labels: series.labels), side: side(series.labels), values: [])
            }
        }
    }

    /// Forgets all rollouts but these.
    package func forget(allBut rollouts: Set<String>) {
        state.withLock { $0.memories = $0.memories.filter { rollouts.contains($0.key) } }
    }
}

extension MetricQuestion.Series {
    /// What the source has to be asked.
    package var selectors: [String] {
        switch self {
        case .outcomes(let attempts, let failures): [attempts, failures]
        case .latencies(let buckets, _): [buckets]
        }
    }
}
