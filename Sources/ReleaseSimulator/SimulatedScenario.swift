package import ReleaseEngine

/// The circumstances of a simulated release.
package struct SimulatedScenario: Sendable {
    package var spec: ReleaseSpec
    package var fault: SimulatedFault
    /// Requests per second.
    package var traffic: Double
    package var replicas = 4
    /// The share of requests that fail in either version.
    package var errorRate = 0.001
    /// The median latency in milliseconds; the distribution is lognormal.
    package var latency = 20.0
    package var latencySpread = 0.6
    /// The share of requests that place an order, and of orders that fail.
    package var orderShare = 0.05
    package var orderFailures = 0.01
    /// How much the rates wander from second to second (standard deviation of the logarithm): in both versions together, and in each alone.
    package var sharedNoise = 0.5
    package var ownNoise = 0.2
    /// Troubles of something that both versions depend on, per hour; for 20 seconds 3 % of the requests fail and all are 3 times slower.
    package var incidentsPerHour = 2.0
    /// The chance that a look finds the source silent, or broken.
    package var missingMetrics = 0.01
    package var providerErrors = 0.02
    /// From when on the source fails for good, in seconds.
    package var providerFailsAfter: Double?
    package var proxies = 3
    /// How long a proxy takes to work by a new route, in seconds.
    package var propagation = 0.05...0.5
    /// How long a pod takes to be ready, in seconds.
    package var startup = 1.0...4.0
    /// How many requests a new pod answers more slowly, because its caches and connections are cold, and how many times more slowly.
    package var coldRequests = 10
    package var coldSlowness = 5.0
    /// The chance that the controller is killed in a pass, and how long the next one takes to come.
    package var kills = 0.0
    package var restart = 1.0...4.0
    /// Kills the controller in exactly this pass, once.
    package var killAt: SimulatedKill?
    /// Gives up after so many seconds.
    package var limit = 200_000.0

    package init(spec: ReleaseSpec, fault: SimulatedFault = .none, traffic: Double = 1000) {
        self.spec = spec
        self.fault = fault
        self.traffic = traffic
    }

    /// The release that the published figures are about: three steps of a minute, and what order-service is judged by.
    package static func standardSpec(interval: Duration = .seconds(1)) -> ReleaseSpec {
        let steps = [10, 30, 60].map { CanaryStep(weight: $0, hold: .seconds(60)) }
        let limits: [MetricLimit] = [.errors(), .latency(), .medianLatency(), .business("orders")]
        return ReleaseSpec(
            id: "release-2", service: "order-service", to: "v2", strategy: .canary(steps),
            analysis: AnalysisPolicy(interval: interval, limits: limits), deadline: .seconds(86_400))
    }
}
