import Delivery
import Synchronization

/// Counters of requests that grow with every reading, as the routes give each version its share.
final class PlayedMetrics: MetricSource {
    private struct State {
        var attempts: [String: Int] = [:]
        var failures: [String: Int] = [:]
        /// The share of failures by version.
        var rates: [String: Double] = [:]
        var isAway = false
        var isEmpty = false
    }

    /// Requests between two readings.
    private static let traffic = 1_000

    let name = "the played metrics"
    private let plane: PlayedDataPlane
    private let state = Mutex(State())

    init(plane: PlayedDataPlane) { self.plane = plane }

    func fail(_ version: String, _ rate: Double) { state.withLock { $0.rates[version] = rate } }

    func goAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

    /// Answers, and knows nothing.
    func forgetAll(_ isEmpty: Bool) { state.withLock { $0.isEmpty = isEmpty } }

    func read(_ selectors: [String]) async throws(MetricSourceFailure) -> [[MetricSeries]] {
        let shares = await plane.shares
        let isAway = state.withLock { state in
            for (version, share) in shares {
                let requests = Self.traffic * share / 100
                state.attempts[version, default: 0] += requests
                state.failures[version, default: 0] += Int(Double(requests) * (state.rates[version] ?? 0))
            }
            return state.isAway
        }
        guard !isAway else { throw MetricSourceFailure("it is away") }
        return selectors.map(series)
    }

    private func series(_ selector: String) -> [MetricSeries] {
        state.withLock { state in
            guard selector.hasPrefix("istio_requests_total"), !state.isEmpty else { return [] }
            let counters = selector.contains("response_code") ? state.failures : state.attempts
            return counters.map { version, count in
                MetricSeries(
                    labels: ["__name__": "istio_requests_total", "destination_version": version, "source_zone": "a"], value: Double(count))
            }
        }
    }
}
