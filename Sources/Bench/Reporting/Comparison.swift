/// Two rates taken in turn, round by round, and how many times the one is the other.
struct Comparison: Codable, Sendable {
    /// One side: what was measured, and its rate a second in every round.
    struct Side: Codable, Sendable {
        let name: String
        let rates: [Double]
        let median: Double

        init(_ name: String, rates: [Double]) {
            self.name = name
            self.rates = rates
            median = rates.median
        }
    }

    let name: String
    /// What is counted.
    let unit: String
    let subject: Side
    let baseline: Side
    /// The subject's median over the baseline's.
    let ratio: Double
    /// The lowest and the highest ratio of any round.
    let ratioOfRounds: [Double]
    /// What else was measured on the way, by name.
    let details: [String: Double]

    init(_ name: String, unit: String, subject: Side, baseline: Side, details: [String: Double] = [:]) {
        self.name = name
        self.unit = unit
        self.subject = subject
        self.baseline = baseline
        self.details = details
        ratio = baseline.median > 0 ? subject.median / baseline.median : 0
        let ratios = zip(subject.rates, baseline.rates).map { $1 > 0 ? $0 / $1 : 0 }
        ratioOfRounds = [ratios.min() ?? 0, ratios.max() ?? 0]
    }
}

extension [Double] {
    /// The middle value; the mean of the two in the middle where there are two. Zero of nothing.
    var median: Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
