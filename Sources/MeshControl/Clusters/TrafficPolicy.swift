import KubeModel

/// The settings of a DestinationRule that hold for one cluster. A subset's or port's setting replaces the rule's as a whole, as in Istio.
struct TrafficPolicy: Sendable, Hashable {
    var loadBalancer: SpecField?
    var connectionPool: SpecField?
    var outlierDetection: SpecField?
    var tls: SpecField?

    static let none = TrafficPolicy()

    private init() {}

    /// What `policy` says for a port of this number.
    private init(_ policy: SpecField, port: Int) {
        read(policy)
        for setting in policy["portLevelSettings"].items where setting["port"]["number"].json.int == port { read(setting) }
    }

    private mutating func read(_ policy: SpecField) {
        loadBalancer = policy["loadBalancer"].present ?? loadBalancer
        connectionPool = policy["connectionPool"].present ?? connectionPool
        outlierDetection = policy["outlierDetection"].present ?? outlierDetection
        tls = policy["tls"].present ?? tls
    }

    /// - Parameter subset: The subset's own policy, which comes before the rule's.
    init(rule: SpecField, subset: SpecField?, port: Int) {
        self.init(rule, port: port)
        guard let subset else { return }
        let own = TrafficPolicy(subset, port: port)
        loadBalancer = own.loadBalancer ?? loadBalancer
        connectionPool = own.connectionPool ?? connectionPool
        outlierDetection = own.outlierDetection ?? outlierDetection
        tls = own.tls ?? tls
    }

    /// The header, cookie or the like by which requests are spread, if any.
    var consistentHash: SpecField? { loadBalancer?["consistentHash"].present }
}
