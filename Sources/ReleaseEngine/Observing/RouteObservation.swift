/// The service's route as it is written, and how far the data plane is with it.
package struct RouteObservation: Codable, Sendable, Hashable {
    /// The weights in its specification.
    package var split: TrafficSplit
    /// The intent that the writer noted on it; nil if no release has written it yet.
    package var intent: RouteIntent?
    /// For writing it only if nobody else has.
    package var resourceVersion: String
    /// Grows with every change of the route's specification.
    package var generation: Int
    /// Every proxy that routes by it.
    package var proxies: [ProxyObservation]

    package init(split: TrafficSplit, intent: RouteIntent?, resourceVersion: String, generation: Int, proxies: [ProxyObservation]) {
        self.split = split
        self.intent = intent
        self.resourceVersion = resourceVersion
        self.generation = generation
        self.proxies = proxies
    }

    /// Whether every proxy has confirmed the route as it is written. With no proxy known nothing is confirmed.
    package var isAcknowledged: Bool {
        !proxies.isEmpty && proxies.allSatisfy { $0.generation >= generation && $0.newWeight == split.new }
    }
}
