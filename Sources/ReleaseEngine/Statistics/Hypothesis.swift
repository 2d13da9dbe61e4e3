/// A statement about the new version's share of bad outcomes, and the likelihood ratios of one interval against it.
package enum Hypothesis: Sendable, Hashable {
    /// It is at most this share.
    case atMost(Double)
    /// It is at least this share.
    case atLeast(Double)
    /// It is at most so many times the serving version's share in the same interval, whatever that is.
    case atMostTimes(Double)
    /// It is at least so many times the serving version's share in the same interval.
    case atLeastTimes(Double)

    /// How many times worse than the hypothesis the alternatives are: from barely to hopelessly.
    private static let worse: [Double] = [1.5, 2, 4, 8, 16, 64, 256]
    private static let better: [Double] = [1 / 2, 1 / 4, 1 / 16, 1 / 64]

    /// The logarithm of the likelihood ratio of each alternative to the hypothesis, for the outcomes of one interval.
    package func logRatios(new: Tally, stable: Tally) -> [Double] {
        switch self {
        case .atMost(let share): Self.worse.map { Self.share(share, times: $0, new) }
        case .atLeast(let share): Self.better.map { Self.share(share, times: $0, new) }
        case .atMostTimes(let ratio): Self.worse.map { Self.ratio(ratio, times: $0, new, stable) }
        case .atLeastTimes(let ratio): Self.better.map { Self.ratio(ratio, times: $0, new, stable) }
        }
    }

    /// One sample: the ratio of two Bernoulli likelihoods whose odds differ by a factor.
    private static func share(_ share: Double, times factor: Double, _ new: Tally) -> Double {
        let odds = factor * share / (1 - share)
        let other = odds / (1 + odds)
        let successes = Double(new.attempts - new.failures)
        return Double(new.failures) * naturalLog(other / share) + successes * naturalLog((1 - other) / (1 - share))
    }

    /// Two samples, by the failures alone: given that one happened, which version did it happen to?
    ///
    /// With `n` and `m` requests of the two versions and `r` the ratio of the rates it is the new one's with probability
    /// `n r / (n r + m)`, whatever the rates are. So they may wander from interval to interval and nothing need be known about
    /// them (Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", 2022; Turner, Ly, Grünwald, "Safe Tests for
    /// Contingency Tables", 2021). For rates `q <= r p` and alternatives above `r` the expectation of the ratio is at most
    /// `exp(n q (t/s - 1) + m p ((1-t)/(1-s) - 1)) <= 1`, with `s` and `t` that probability under the hypothesis and the
    /// alternative: by `1 + x <= exp(x)` for every single request, so it holds for large rates and small samples alike.
    private static func ratio(_ ratio: Double, times factor: Double, _ new: Tally, _ stable: Tally) -> Double {
        let mine = Double(new.attempts) * ratio
        let theirs = Double(stable.attempts)
        guard mine + theirs > 0 else { return 0 }
        let shift = naturalLog((mine * factor + theirs) / (mine + theirs))
        return Double(new.failures) * naturalLog(factor) - Double(new.failures + stable.failures) * shift
    }
}
