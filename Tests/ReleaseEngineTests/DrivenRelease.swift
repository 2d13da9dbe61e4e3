import Foundation
import ReleaseEngine

/// A release driven by hand, pass for pass, in a world that obeys at once unless a test says otherwise.
struct DrivenRelease {
    var spec: ReleaseSpec
    var state: ReleaseState?
    var seen: ReleaseObservation
    var now = Moment(milliseconds: 1_000_000)
    /// Whether pods are ready as soon as they are asked for.
    var podsStart = true
    /// Whether proxies work by a route as soon as it is written.
    var proxiesFollow = true
    /// Whether the world does what it is told at all.
    var obeys = true
    private(set) var actions: [ReleaseAction] = []
    private(set) var events: [ReleaseEvent] = []

    init(_ spec: ReleaseSpec) {
        self.spec = spec
        let proxies = ["a", "b"].map { ProxyObservation(name: $0, generation: 1, newWeight: 0) }
        seen = ReleaseObservation(
            versions: ["v1": VersionObservation(wanted: 10, ready: 10, config: "c1")],
            markedStable: "v1",
            route: RouteObservation(split: TrafficSplit(new: 0), intent: nil, resourceVersion: "1", generation: 1, proxies: proxies))
        if spec.to != "v1" { seen.versions[spec.to] = VersionObservation(wanted: 0, ready: 0, config: "c1") }
        setErrors(stable: Tally(), new: Tally())
    }

    /// Two steps of a minute, judged by errors alone.
    static func canary(_ change: (inout ReleaseSpec) -> Void = { _ in }) -> DrivenRelease {
        var spec = ReleaseSpec(
            id: "r2", service: "shop", to: "v2",
            strategy: .canary([CanaryStep(weight: 20, hold: .seconds(60)), CanaryStep(weight: 50, hold: .seconds(60))]),
            analysis: AnalysisPolicy(limits: [.errors()]), deadline: .seconds(3600))
        change(&spec)
        return DrivenRelease(spec)
    }

    var phase: ReleasePhase { state?.phase ?? .pending }
    var weight: Int { state?.weight ?? 0 }
    /// The percentage in the route as it is written.
    var written: Int { seen.route?.split.new ?? 0 }

    /// One pass after some time. Only what can be read back from the status is kept.
    @discardableResult
    mutating func pass(after time: Duration = .seconds(1)) throws -> ReleaseDecision {
        now = now + time
        let decision = ReleasePass.decide(spec, state: state, seeing: seen, at: now)
        state = try JSONDecoder().decode(ReleaseState.self, from: JSONEncoder().encode(decision.state))
        actions += decision.actions
        events += decision.events
        if obeys { decision.actions.forEach { perform($0) } }
        return decision
    }

    /// Healthy traffic at 1000 requests a second and a pass each second, until the phase is reached.
    mutating func run(to wanted: ReleasePhase, step: Int? = nil, passes: Int = 600) throws {
        for _ in 0..<passes where phase != wanted || (step != nil && state?.step != step) {
            serve(1000)
            try pass()
        }
    }

    mutating func run(passes: Int) throws {
        for _ in 0..<passes {
            serve(1000)
            try pass()
        }
    }

    /// Requests by the weights that are written, of which so many fail.
    mutating func serve(_ requests: Int, newFailures: Int = 0, stableFailures: Int = 0) {
        let new = requests * written / 100
        let (oldStable, oldNew) = errors
        setErrors(
            stable: oldStable + Tally(attempts: requests - new, failures: stableFailures),
            new: oldNew + Tally(attempts: new, failures: newFailures))
    }

    private(set) var errors = (stable: Tally(), new: Tally())

    mutating func setErrors(stable: Tally, new: Tally) {
        errors = (stable, new)
        seen.metrics["errors"] = MetricReading(
            stable: .data(MetricSample(epoch: "1", .outcomes(stable))), new: .data(MetricSample(epoch: "1", .outcomes(new))))
    }

    mutating func perform(_ action: ReleaseAction) {
        switch action {
        case .setRoute(let split, let intent, let expected):
            guard let route = seen.route, expected == route.resourceVersion else { return }
            seen.route?.split = split
            seen.route?.intent = intent
            seen.route?.generation = route.generation + 1
            seen.route?.resourceVersion = String(route.generation + 1)
            if proxiesFollow { acknowledge() }
        case .ensureReplicas(let version, let count): scale(version, to: max(count, seen.versions[version]?.wanted ?? 0))
        case .retire(let version): scale(version, to: 0)
        case .markStable(let version): seen.markedStable = version
        }
    }

    /// The proxies confirm the route as it is written.
    mutating func acknowledge(only name: String? = nil) {
        guard var route = seen.route else { return }
        for index in route.proxies.indices where name == nil || route.proxies[index].name == name {
            route.proxies[index].generation = route.generation
            route.proxies[index].newWeight = route.split.new
        }
        seen.route = route
    }

    mutating func scale(_ version: String, to count: Int) {
        seen.versions[version]?.wanted = count
        if podsStart || count == 0 { seen.versions[version]?.ready = count }
    }
}
