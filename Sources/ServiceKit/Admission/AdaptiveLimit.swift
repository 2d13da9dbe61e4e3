/// How many requests are let in at once, found out from their latency: the limit grows while latency stays near its long-term
/// mean and shrinks in proportion when it rises above.
///
/// Source: the Gradient2 limit of Netflix' concurrency-limits, https://github.com/Netflix/concurrency-limits
package struct AdaptiveLimit: Sendable {
    package struct Settings: Sendable {
        package var initial = 512.0
        package var minimum = 256.0
        package var maximum = 2048.0
        /// How many times its long-term mean a latency may be before the limit shrinks.
        package var tolerance = 2.0
        /// The share of each new estimate in the limit.
        package var smoothing = 0.2
        /// The share of the limit that browsing may use; the rest is kept for checkout.
        package var browsingShare = 0.8
        /// The weight of one sample in the long-term mean.
        package var meanWeight = 1.0 / 600.0

        package init() {}
    }

    private let settings: Settings
    package private(set) var limit: Double
    package private(set) var inFlight = 0
    /// Long-term mean latency in seconds, for each priority, since a checkout takes longer than a page.
    private var means: [Double?]

    package init(settings: Settings = Settings()) {
        self.settings = settings
        limit = settings.initial
        means = RequestPriority.allCases.map { _ in nil }
    }

    /// Lets a request in, or not. Each one let in must be given back by ``release(_:latency:)``.
    package mutating func admit(_ priority: RequestPriority) -> Bool {
        let ceiling = priority == .browsing ? limit * settings.browsingShare : limit
        guard Double(inFlight) < ceiling.rounded(.down) else { return false }
        inFlight += 1
        return true
    }

    /// Ends a request that was let in. `latency` is nil when it says nothing about load, such as for a cancelled request.
    package mutating func release(_ priority: RequestPriority, latency: Duration?) {
        let used = inFlight
        inFlight -= 1
        guard let seconds = latency?.inSeconds, seconds > 0 else { return }
        let mean = updatedMean(priority, with: seconds)
        // A limit that is not used is not tested by these latencies.
        guard Double(used) >= limit / 2 else { return }
        let gradient = max(0.5, min(1, settings.tolerance * mean / seconds))
        let estimate = limit * gradient + limit.squareRoot()
        let smoothed = limit * (1 - settings.smoothing) + estimate * settings.smoothing
        limit = max(settings.minimum, min(settings.maximum, smoothed))
    }

    private mutating func updatedMean(_ priority: RequestPriority, with seconds: Double) -> Double {
        guard let mean = means[priority.rawValue] else {
            means[priority.rawValue] = seconds
            return seconds
        }
        // After an overload the mean has to come down faster than it went up.
        let decayed = mean > 2 * seconds ? mean * 0.95 : mean
        let updated = decayed * (1 - settings.meanWeight) + seconds * settings.meanWeight
        means[priority.rawValue] = updated
        return updated
    }
}

extension Duration {
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
