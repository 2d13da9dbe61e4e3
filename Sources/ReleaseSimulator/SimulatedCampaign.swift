import ReleaseEngine

/// Many releases of one kind, and what became of them.
package struct SimulatedCampaign: Codable, Sendable {
    /// Requests per second.
    package var traffic: Double
    package var fault: String
    package var releases: Int
    package var succeeded: RateEstimate
    /// Rolled back because of the metrics. For a good release this is a false abort.
    package var condemned: RateEstimate
    /// Rolled back for another reason, such as the deadline.
    package var otherwise: RateEstimate
    /// Seconds from the first harm to weight 0: half of the releases were faster, and 95 in a hundred.
    package var medianToZero: Double?
    package var p95ToZero: Double?
    /// How long half of the releases took at most, in seconds.
    package var medianDuration: Double
    /// What must never happen and did, in any of them.
    package var violations: [String]

    /// Runs so many releases, with one seed after the other.
    package static func run(_ scenario: SimulatedScenario, releases: Int, seed: UInt64) throws -> SimulatedCampaign {
        let outcomes = try (0..<releases).map { index in
            try SimulatedRelease.run(scenario, seed: seed &+ UInt64(index) &* 0x9E37_79B9)
        }
        return SimulatedCampaign(scenario, outcomes)
    }

    package init(_ scenario: SimulatedScenario, _ outcomes: [SimulatedOutcome]) {
        func share(_ isCounted: (SimulatedOutcome) -> Bool) -> RateEstimate {
            RateEstimate(Tally(attempts: outcomes.count, failures: outcomes.count(where: isCounted)))
        }
        traffic = scenario.traffic
        fault = scenario.fault.name
        releases = outcomes.count
        succeeded = share(\.succeeded)
        condemned = share { !$0.succeeded && $0.wasCondemned }
        otherwise = share { !$0.succeeded && !$0.wasCondemned }
        let times = outcomes.compactMap(\.secondsToZero).sorted()
        medianToZero = times.quantile(0.5)
        p95ToZero = times.quantile(0.95)
        medianDuration = outcomes.map(\.duration).sorted().quantile(0.5) ?? 0
        violations = outcomes.flatMap(\.violations)
    }
}

extension [Double] {
    /// Of ascending values: the smallest that so large a share does not exceed; nil if there are none.
    fileprivate func quantile(_ share: Double) -> Double? {
        isEmpty ? nil : self[Swift.min(count - 1, Swift.max(0, Int((Double(count) * share).rounded(.up)) - 1))]
    }
}
