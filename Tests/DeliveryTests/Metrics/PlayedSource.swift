import Synchronization

import Delivery

/// Series as the test has them, found by selectors as an exposition would.
final class PlayedSource: MetricSource {
    let name = "play"
    private let state = Mutex<(series: [MetricSeries], failure: MetricSourceFailure?, readings: Int)>(([], nil, 0))

    /// How often it was read.
    var readings: Int { state.withLock(\.readings) }

    /// What is found from now on: each series as its line in an exposition, without the line's end.
    func show(_ lines: [String]) throws {
        let all = ExpositionQuery(try SeriesSelector(parsing: "{__name__!=\"\"}"))
        let text = lines.map { $0 + "\n" }.joined()
        let series = try ExpositionReader.read(Array(text.utf8), [all])[0]
        state.withLock { ($0.series, $0.failure) = (series, nil) }
    }

    func fail(_ message: String) {
        state.withLock { $0.failure = MetricSourceFailure(message) }
    }

    func read(_ selectors: [String]) async throws(MetricSourceFailure) -> [[MetricSeries]] {
        let (series, failure) = state.withLock { state in
            state.readings += 1
            return (state.series, state.failure)
        }
        if let failure { throw failure }
        var found: [[MetricSeries]] = []
        for text in selectors {
            guard let selector = try? SeriesSelector(parsing: text) else { throw MetricSourceFailure("no selector: \(text)") }
            var matching: [MetricSeries] = []
            for candidate in series where try selector.finds(candidate.labels) { matching.append(candidate) }
            found.append(matching)
        }
        return found
    }
}
