import KubeModel

/// Which endpoints a proxy prefers, as Istio's `localityLbSetting` says.
///
/// Istio: without outlier detection there is no failover, and so no preference either; zones can be weighed instead (`distribute`).
struct LocalityPreference {
    private enum Rule {
        case none
        /// The labels of which most have to be equal, in their order.
        case labels([String])
        /// Region and zone; the regions of `failover` before all others.
        case locality(failover: [String: String])
        /// Weights by locality.
        case weights([String: Int])
    }

    private let rule: Rule
    private let proxy: MeshProxy

    init(_ destination: Destination, proxy: MeshProxy) throws(MeshFault) {
        self.proxy = proxy
        let setting = destination.policy.loadBalancer?["localityLbSetting"].present
        let isEnabled = try setting?["enabled"].bool() ?? true
        let prefersClose = setting == nil && (destination.service.trafficDistribution ?? "").hasPrefix("PreferClose")
        if prefersClose {
            rule = .labels(["topology.kubernetes.io/region", "topology.kubernetes.io/zone"])
        } else if !isEnabled {
            rule = .none
        } else if let setting, setting["distribute"].present != nil {
            rule = try Self.weights(setting["distribute"], proxy: proxy)
        } else if destination.policy.outlierDetection == nil {
            rule = .none
        } else if let setting, let labels = setting["failoverPriority"].present {
            rule = .labels(try labels.strings())
        } else {
            rule = .locality(failover: try Self.failover(setting?["failover"]))
        }
    }

    static func distributes(_ loadBalancer: SpecField) -> Bool {
        let setting = loadBalancer["localityLbSetting"]
        return setting["enabled"].json.bool ?? true && setting["distribute"].present != nil
    }

    /// Lower ones are asked first; they need not be without gaps.
    func priority(of endpoint: MeshEndpoint) -> Int {
        switch rule {
        case .none, .weights: 0
        case .labels(let labels): Self.mismatch(labels, proxy, endpoint)
        case .locality(let failover): Self.distance(failover, proxy, endpoint.locality)
        }
    }

    /// The share of a locality; nil where shares follow from the number of endpoints, 0 where it gets nothing.
    func weight(of locality: MeshEndpoint.Locality) -> Int? {
        guard case .weights(let weights) = rule else { return nil }
        let matching = weights.filter { Self.matches(locality, $0.key) }
        return matching.max { ($0.key.count, $0.key) < ($1.key.count, $1.key) }?.value ?? 0
    }

    private static func distance(_ failover: [String: String], _ proxy: MeshProxy, _ locality: MeshEndpoint.Locality) -> Int {
        guard let zone = proxy.zone, let region = proxy.region else { return 0 }
        if locality.region == region { return locality.zone == zone ? 0 : 1 }
        guard let next = failover[region] else { return 2 }
        return locality.region == next ? 2 : 3
    }

    /// The earlier the first label that differs, the farther.
    private static func mismatch(_ labels: [String], _ proxy: MeshProxy, _ endpoint: MeshEndpoint) -> Int {
        guard let zone = proxy.zone else { return 0 }
        let own = ["topology.kubernetes.io/region": proxy.region ?? "", "topology.kubernetes.io/zone": zone]
        let others = [
            "topology.kubernetes.io/region": endpoint.locality.region, "topology.kubernetes.io/zone": endpoint.locality.zone,
        ]
        let differing = labels.firstIndex { label in
            let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
            let wanted = parts.count == 2 ? parts[1] : own[parts[0]]
            return wanted != (others[parts[0]] ?? endpoint.labels[parts[0]])
        }
        return differing.map { labels.count - $0 } ?? 0
    }

    private static func failover(_ field: SpecField?) throws(MeshFault) -> [String: String] {
        var regions: [String: String] = [:]
        for item in field?.items ?? [] { regions[try item["from"].requiredString()] = try item["to"].requiredString() }
        return regions
    }

    private static func weights(_ field: SpecField, proxy: MeshProxy) throws(MeshFault) -> Rule {
        let own = MeshEndpoint.Locality(region: proxy.region ?? "", zone: proxy.zone ?? "")
        for item in field.items where matches(own, try item["from"].requiredString()) {
            var weights: [String: Int] = [:]
            for (locality, weight) in item["to"].members { weights[locality] = try weight.integer(in: 0...100) ?? 0 }
            guard weights.values.reduce(0, +) == 100 else { throw item["to"].fault("the weights must add up to 100") }
            return .weights(weights)
        }
        return .none
    }

    /// `local/zone-a`, `local/*`, `local` or `*`
    private static func matches(_ locality: MeshEndpoint.Locality, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "/").map(String.init)
        guard let region = parts.first, region == "*" || region == locality.region else { return false }
        return parts.count < 2 || parts[1] == "*" || parts[1] == locality.zone
    }
}
