import Foundation
import ReleaseEngine

/// One release from its beginning to its end, with a controller that may be killed anywhere.
package struct SimulatedRelease: Sendable {
    private let scenario: SimulatedScenario
    private var cluster: SimulatedCluster
    private var chance: SimulatedChance
    private var persisted: ReleaseState?
    private var outcome: SimulatedOutcome
    private var rules = ReleaseRules()

    /// The same seed gives the same release.
    package static func run(_ scenario: SimulatedScenario, seed: UInt64) throws -> SimulatedOutcome {
        var release = SimulatedRelease(scenario, seed: seed)
        return try release.run()
    }

    private init(_ scenario: SimulatedScenario, seed: UInt64) {
        self.scenario = scenario
        var chance = SimulatedChance(seed: seed)
        cluster = SimulatedCluster(scenario, chance: SimulatedChance(seed: chance.next()))
        self.chance = chance
        outcome = SimulatedOutcome(
            duration: 0, passes: 0, actionsPerPass: [], weights: [], failedRequests: 0, violations: [])
    }

    private mutating func run() throws -> SimulatedOutcome {
        while cluster.time < scenario.limit {
            guard let next = try pass() else { break }
            let change = cluster.nextChange ?? next
            cluster.advance(to: min(next, max(change, cluster.time + 0.01)))
        }
        outcome.state = persisted
        outcome.duration = cluster.time
        outcome.failedRequests = cluster.failedRequests
        if let bad = cluster.badSince, let good = cluster.goodSince { outcome.secondsToZero = good - bad }
        return outcome
    }

    /// One pass: look, decide, persist, act. Returns the time of the next one, nil when the release is over.
    private mutating func pass() throws -> Double? {
        let seen = cluster.observe()
        let now = Moment(milliseconds: Int64((cluster.time * 1000).rounded()))
        let decision = ReleasePass.decide(scenario.spec, state: persisted, seeing: seen, at: now)
        let kill = nextKill(actions: decision.actions.count)
        outcome.passes += 1
        outcome.actionsPerPass.append(decision.actions.count)
        // What was not written down has not been decided.
        if kill == .beforePersisting { return afterRestart() }
        outcome.violations += rules.check(decision, from: persisted, seeing: seen)
        persisted = decision.state
        var done = 0
        for action in decision.actions {
            if kill == .afterActions(done) { break }
            if case .setRoute(let split, _, _) = action { outcome.weights.append(split.new) }
            cluster.perform(action)
            done += 1
        }
        if kill != nil {
            // Only what was written down outlives the controller.
            persisted = try JSONDecoder().decode(ReleaseState.self, from: JSONEncoder().encode(decision.state))
            return afterRestart()
        }
        return decision.lookAgain.map { cluster.time + Double($0.components.seconds) + Double($0.components.attoseconds) * 1e-18 }
    }

    private mutating func nextKill(actions: Int) -> SimulatedKill.Place? {
        if let kill = scenario.killAt, kill.pass == outcome.passes { return kill.place }
        guard chance.happens(scenario.kills) else { return nil }
        let place = Int.random(in: -1...actions, using: &chance)
        return place < 0 ? .beforePersisting : .afterActions(place)
    }

    /// Nobody looks until the next controller is there.
    private mutating func afterRestart() -> Double {
        let back = cluster.time + Double.random(in: scenario.restart, using: &chance)
        cluster.advance(to: back)
        return cluster.time
    }
}
