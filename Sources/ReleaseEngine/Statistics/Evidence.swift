/// The evidence against one hypothesis about a stream of outcomes, on a scale that may be looked at as often as one likes.
///
/// It is a mixture of likelihood ratios, one for each of a few alternatives: a supermartingale that starts at 1 as long as the
/// hypothesis holds. By Ville's inequality it then ever reaches `1 / a` with a probability of at most `a`, however many looks there
/// are, so that looking at each interval does not add to the false alarms (Robbins 1970; Johari, Pekelis, Walsh, "Always Valid
/// Inference", 2015; Ramdas, Grünwald, Vovk, Shafer, "Game-Theoretic Statistics and Safe Anytime-Valid Inference", 2023).
package struct Evidence: Codable, Sendable, Hashable {
    /// How it treats what came before.
    package enum Memory: Sendable {
        /// Everything since the beginning weighs the same.
        case whole
        /// What came before a change for the worse is not held in the version's favour: the mixture also runs over the look at which
        /// the change came, look `t` with the prior weight `1 / (t (t + 1))`, and these add up to 1 (a Shiryaev-Roberts e-process).
        case changing
    }

    /// The logarithm of the likelihood ratio of each alternative; empty before the first look.
    private var logs: [Double] = []
    private var looks = 0

    package init() {}

    /// The natural logarithm of the evidence: 0 says nothing, `log(1 / a)` refutes the hypothesis at level `a`.
    package var log: Double {
        logs.isEmpty ? 0 : logOfSum(logs) - naturalLog(Double(logs.count))
    }

    /// Takes one interval in: the logarithm of its likelihood ratio under each alternative.
    package mutating func add(_ ratios: [Double], memory: Memory) {
        looks += 1
        let look = Double(looks)
        let fresh = -naturalLog(look * (look + 1))
        if logs.count != ratios.count { logs = ratios.map { _ in memory == .whole ? 0 : fresh } }
        for (index, ratio) in ratios.enumerated() {
            let before = memory == .whole || looks == 1 ? logs[index] : logOfSum([logs[index], fresh])
            logs[index] = before + ratio
        }
    }
}
