/// A quantity in units of its own, with what it ought to be where there is an aim. A missed aim is told and fails nothing.
struct Figure: Codable, Sendable {
    /// A bound on one of the figure's values.
    struct Aim: Codable, Sendable {
        enum Statistic: String, Codable, Sendable { case median, p99, max }

        let statistic: Statistic
        let atMost: Double
        let isMet: Bool
    }

    /// More samples than these are counted, and not listed in the JSON.
    private static let listed = 200

    let name: String
    /// Of the samples and of everything made from them.
    let unit: String
    let count: Int
    /// In the order in which they were taken; nil when there are too many to list.
    let samples: [Double]?
    let median: Double
    let p99: Double
    let max: Double
    let aim: Aim?
    /// What it is made of, by name and in the same unit: medians.
    let parts: [String: Double]

    init(
        _ name: String, unit: String, samples: [Double], aim: (statistic: Aim.Statistic, atMost: Double)? = nil,
        parts: [String: Double] = [:]
    ) {
        self.name = name
        self.unit = unit
        self.parts = parts
        count = samples.count
        self.samples = samples.count > Self.listed ? nil : samples
        let (median, p99, max) = (samples.median, samples.percentile(99), samples.max() ?? 0)
        (self.median, self.p99, self.max) = (median, p99, max)
        self.aim = aim.map { aim in
            let value =
                switch aim.statistic {
                case .median: median
                case .p99: p99
                case .max: max
                }
            return Aim(statistic: aim.statistic, atMost: aim.atMost, isMet: !samples.isEmpty && value <= aim.atMost)
        }
    }
}

extension [Double] {
    /// The least of the values that so many in a hundred do not exceed. Zero of nothing.
    func percentile(_ hundredths: Int) -> Double {
        guard !isEmpty else { return 0 }
        return sorted()[Swift.max(0, (count * hundredths + 99) / 100 - 1)]
    }
}
