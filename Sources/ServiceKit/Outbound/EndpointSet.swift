/// The addresses of one service and what is known of each. In a cluster there is one, the service's name; the mesh does the rest.
struct EndpointSet: Sendable {
    struct Endpoint: Sendable {
        let baseURL: String
        var breaker = CircuitBreaker<ContinuousClock.Instant>()
    }

    private(set) var endpoints: [Endpoint]
    private var next = 0

    init(_ baseURLs: [String]) {
        endpoints = baseURLs.map { Endpoint(baseURL: $0.hasSuffix("/") ? String($0.dropLast()) : $0) }
    }

    /// The next endpoint in turn whose breaker lets a call pass and that is not among `tried`; nil when there is none.
    mutating func pick(at now: ContinuousClock.Instant, excluding tried: Set<Int>) -> Int? {
        for offset in endpoints.indices {
            let index = (next + offset) % endpoints.count
            guard !tried.contains(index), endpoints[index].breaker.allowsCall(at: now) else { continue }
            next = (index + 1) % endpoints.count
            return index
        }
        return nil
    }

    /// Takes in what a call has shown of the endpoint; nil for nothing.
    mutating func report(_ index: Int, isHealthy: Bool?, at now: ContinuousClock.Instant) {
        switch isHealthy {
        case true?: endpoints[index].breaker.succeeded()
        case false?: endpoints[index].breaker.failed(at: now)
        case nil: endpoints[index].breaker.inconclusive(at: now)
        }
    }
}
