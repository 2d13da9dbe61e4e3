import Foundation
import ReleaseEngine

/// The world of a simulated release: pods, a route, proxies that lag behind it, and traffic.
struct SimulatedCluster: Sendable {
    let scenario: SimulatedScenario
    var chance: SimulatedChance
    /// In seconds.
    var time = 0.0
    var versions: [String: SimulatedVersion]
    var marked = "v1"
    var split = TrafficSplit(new: 0)
    var intent: RouteIntent?
    var resourceVersion = 1
    var generation = 1
    var proxies: [SimulatedProxy]
    /// When the trouble of both versions ends.
    var incidentUntil = 0.0
    /// Since when the new version does harm, and since when it no longer gets any request after that.
    var badSince: Double?
    var goodSince: Double?
    var failedRequests = 0

    init(_ scenario: SimulatedScenario, chance: SimulatedChance) {
        self.scenario = scenario
        self.chance = chance
        versions = ["v1": SimulatedVersion(ready: scenario.replicas), scenario.spec.to: SimulatedVersion(ready: 0)]
        proxies = (0..<scenario.proxies).map { SimulatedProxy(name: "proxy-\($0)") }
    }

    var target: String { scenario.spec.to }

    /// The share of the requests that goes to the new version, by what the proxies really do.
    var newShare: Double {
        proxies.reduce(0) { $0 + Double($1.weight) } / Double(100 * proxies.count)
    }

    func ready(_ version: String) -> Int { versions[version]?.ready(at: time) ?? 0 }

    /// When something is to be seen next that the controller watches.
    var nextChange: Double? {
        let updates = proxies.flatMap { $0.pending.map(\.at) }
        let starts = versions.values.flatMap { $0.pods.compactMap(\.self) }
        return (updates + starts).filter { $0 > time }.min()
    }

    /// Lets time pass, with its requests.
    mutating func advance(to next: Double) {
        // Requests are drawn with the weights as they are, so no stretch is longer than the shortest propagation is noticed by.
        while time < next {
            let stop = min(next, nextChange ?? next, time + 5)
            serve(for: stop - time)
            time = stop
            for index in proxies.indices { proxies[index].catchUp(to: time) }
            crashIfDue()
            noteHarm()
        }
    }

    /// Does what the controller wants; a route that has changed since it was read is not written.
    mutating func perform(_ action: ReleaseAction) {
        switch action {
        case .setRoute(let split, let intent, let expected):
            guard expected == String(resourceVersion) else { return }
            self.split = split
            self.intent = intent
            resourceVersion += 1
            generation += 1
            for index in proxies.indices {
                let delay = Double.random(in: scenario.propagation, using: &chance)
                proxies[index].pending.append(.init(generation: generation, weight: split.new, at: time + delay))
            }
        case .ensureReplicas(let version, let count):
            scale(version, to: max(count, versions[version]?.wanted ?? 0))
        case .retire(let version):
            scale(version, to: 0)
        case .markStable(let version):
            marked = version
        }
    }

    private mutating func scale(_ version: String, to count: Int) {
        var pods = versions[version] ?? SimulatedVersion(ready: 0)
        let isStillborn = version == target && scenario.fault == .neverReady
        pods.scale(to: count) { isStillborn ? nil : time + Double.random(in: scenario.startup, using: &chance) }
        versions[version] = pods
    }

    private mutating func crashIfDue() {
        guard case .crashes(let weight) = scenario.fault, Int(newShare * 100 + 0.5) >= weight, var version = versions[target] else {
            return
        }
        version.crashes += version.ready(at: time)
        // The kubelet's backoff.
        let again = time + 10
        version.pods = version.pods.map { ready in ready.map { $0 > time ? $0 : again } }
        versions[target] = version
    }

    private mutating func noteHarm() {
        let isExposed = newShare > 0
        let isBad =
            switch scenario.fault {
            case .none: false
            case .crashes: (versions[target]?.crashes ?? 0) > 0
            default: isExposed
            }
        if isBad, badSince == nil { badSince = time }
        if badSince != nil { goodSince = isExposed ? nil : goodSince ?? time }
    }
}
