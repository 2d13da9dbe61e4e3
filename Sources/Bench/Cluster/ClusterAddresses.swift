import KubeModel

/// Where the pods of a shop and the proxies of its zones listen.
struct ClusterAddresses: Sendable {
    struct Pod: Sendable {
        let address: String
        /// From 0.
        let zone: Int
    }

    static let servicePort = 8_080
    static let adminPort = 9_464

    let network: Int

    /// The ready pods of a service, in the order of their addresses.
    func pods(of service: String, _ api: some ObjectAPI) async throws -> [Pod] {
        let pods = try await api.list(.pods, namespace: MeasuredCluster.namespace).items
        let addresses = pods.filter { $0.labels["app"] == service && !$0.isTerminating }.compactMap { $0["status", "podIP"].string }
        let found = addresses.sorted().compactMap { address in
            address.split(separator: ".").dropFirst().first.flatMap { Int($0) }.map { Pod(address: address, zone: $0 - network) }
        }
        guard !found.isEmpty else { throw BenchFailure("\(service) has no pods.") }
        return found
    }

    /// That of a zone's outbound proxy.
    func proxy(ofZone zone: Int) -> String { "127.\(network + zone).0.1" }
}
