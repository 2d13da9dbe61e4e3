extension Tally {
    /// The upper end of the Wilson score interval of the rate, for so many standard deviations; 1 when nothing was tried.
    package func upperBound(deviations: Double) -> Double {
        guard attempts > 0 else { return 1 }
        let count = Double(attempts)
        let square = deviations * deviations
        let centre = rate + square / (2 * count)
        let half = deviations * (rate * (1 - rate) / count + square / (4 * count * count)).squareRoot()
        return min(1, (centre + half) / (1 + square / count))
    }

    /// The lower end of that interval; 0 when nothing was tried.
    package func lowerBound(deviations: Double) -> Double {
        1 - Tally(attempts: attempts, failures: attempts - failures).upperBound(deviations: deviations)
    }
}
