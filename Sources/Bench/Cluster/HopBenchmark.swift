/// What a proxy on the way adds to a request: the same product, answered from the cache of the product service, asked for on ways of
/// different length in turn. Each way has one connection that is kept, and one request at a time.
struct HopBenchmark: Sendable {
    private static let warmUp = 300
    private static let requests = 3_000

    private struct Way {
        let connection: LoopbackConnection
        let request: [UInt8]
        /// Microseconds.
        var times: [Double] = []

        mutating func ask() throws -> Double {
            let start = ContinuousClock.now
            let answer = try connection.send(request)
            let time = (ContinuousClock.now - start) / .microseconds(1)
            guard answer.status == 200 else { throw BenchFailure("A request was answered with \(answer.head)") }
            return time
        }
    }

    let cluster: MeasuredCluster
    let addresses: ClusterAddresses
    /// Two that are in one zone's reach: the zone's proxy prefers this very product pod.
    let product: ClusterAddresses.Pod
    let storefront: ClusterAddresses.Pod
    /// Of a product.
    let path: String

    func run() throws -> [Figure] {
        var ways = try [
            way(product.address, ClusterAddresses.servicePort, host: "product-service"),
            way(addresses.proxy(ofZone: product.zone), MeasuredCluster.proxyPort, host: "product-service"),
            way(storefront.address, ClusterAddresses.servicePort, host: "storefront"),
            way("127.0.0.1", cluster.port, host: "127.0.0.1:\(cluster.port)"),
        ]
        for count in 0..<Self.warmUp + Self.requests {
            try Task.checkCancellation()
            for index in ways.indices {
                let time = try ways[index].ask()
                if count >= Self.warmUp { ways[index].times.append(time) }
            }
        }
        return figures(ways.map(\.times))
    }

    private func way(_ address: String, _ port: Int, host: String) throws -> Way {
        Way(connection: try LoopbackConnection(address, port), request: LoopbackConnection.request(path, host: host))
    }

    private func figures(_ times: [[Double]]) -> [Figure] {
        let (pod, zone, storefront, edge) = (times[0], times[1], times[2], times[3])
        return [
            Figure("product pod, directly", unit: "µs", samples: pod),
            Figure("product pod, by its zone's proxy", unit: "µs", samples: zone),
            Figure("storefront pod, which asks a product pod by its zone's proxy", unit: "µs", samples: storefront),
            Figure("edge, storefront pod, zone's proxy, product pod", unit: "µs", samples: edge),
            Figure("added by the zone's proxy", unit: "µs", samples: Self.difference(zone, pod)),
            Figure("added by the storefront's forwarding", unit: "µs", samples: Self.difference(storefront, zone)),
            Figure("added by the edge", unit: "µs", samples: Self.difference(edge, storefront)),
        ]
    }

    /// Of two requests that followed each other.
    private static func difference(_ longer: [Double], _ shorter: [Double]) -> [Double] { zip(longer, shorter).map { $0 - $1 } }
}
