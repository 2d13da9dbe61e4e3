import Foundation

/// Seeded chance and the distributions that traffic is drawn from: counts for an interval instead of single requests.
package struct SimulatedChance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, never either.
    package mutating func unit() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// Whether something of this probability happens now.
    package mutating func happens(_ probability: Double) -> Bool {
        probability > 0 && unit() < probability
    }

    /// The standard normal distribution (Box and Muller).
    package mutating func normal() -> Double {
        (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
    }

    /// How many of the trials succeed: exact while few are expected, a rounded normal deviate where many are.
    package mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
        if trials <= 0 || probability <= 0 { return 0 }
        if probability >= 1 { return trials }
        if probability > 0.5 { return trials - binomial(trials, 1 - probability) }
        let mean = Double(trials) * probability
        if mean > 60 {
            let drawn = mean + (mean * (1 - probability)).squareRoot() * normal()
            return min(trials, max(0, Int(drawn.rounded())))
        }
        // From one success to the next the number of failures is geometric.
        var successes = 0
        var position = 0
        let scale = log1p(-probability)
        while true {
            position += Int(min(log(unit()) / scale, 1e15)) + 1
            if position > trials { return successes }
            successes += 1
        }
    }

    /// How many events there are when so many are expected: exact for few, a rounded normal deviate for many.
    package mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 60 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
        var count = 0
        var time = -log(unit())
        while time < mean {
            count += 1
            time -= log(unit())
        }
        return count
    }
}
