import Foundation
import KubeClient
import KubeModel

/// How the shop of `souk up` is: how soon it sells, what it takes of the memory, what its mesh adds to a request, and how soon a change
/// takes effect. Opened anew for each round; the running shop is measured in the last.
struct ClusterBenchmark: Sendable {
    private static let openingAim: Double = 5
    private static let memoryAim: Double = 600
    /// After which the work of opening and importing is done.
    private static let rest: Duration = .seconds(5)

    /// What one opening showed.
    private struct Opening {
        /// Seconds.
        let firstOrder: Double
        let open: Double
        let adoption: Double
        let memory: ClusterMemory
    }

    let catalogue: String
    let folder: String
    let rounds: Int

    func run() async throws -> [Figure] {
        var openings: [Opening] = []
        var running: [Figure] = []
        for round in 1...rounds {
            try await MeasuredCluster.withCluster(catalogue: catalogue, in: "\(folder)/cluster-\(round)") { cluster in
                progress("cluster, round \(round) of \(rounds)")
                openings.append(try await open(cluster))
                if round == rounds { running = try await measure(cluster) }
            }
        }
        return figures(openings) + running
    }

    private func open(_ cluster: MeasuredCluster) async throws -> Opening {
        let buyer = FirstBuyer(port: cluster.port)
        let start = ContinuousClock.now
        let first = try cluster.start()
        try await first.waitUntil("the first order", within: .seconds(200), every: .milliseconds(10)) { buyer.buy() }
        let firstOrder = Self.seconds(since: start)
        try await MeasuredCluster.waitUntilOpen(first)
        let open = Self.seconds(since: start)
        try await Task.sleep(for: Self.rest)
        let memory = try ClusterMemory.read(controlPlane: first.pid, home: cluster.home)
        await cluster.killControlPlane()
        let restart = ContinuousClock.now
        try await MeasuredCluster.waitUntilOpen(cluster.start())
        return Opening(firstOrder: firstOrder, open: open, adoption: Self.seconds(since: restart), memory: memory)
    }

    private func measure(_ cluster: MeasuredCluster) async throws -> [Figure] {
        let addresses = ClusterAddresses(network: cluster.network)
        let path = "/api/products/\(try await ShopAPI(url: "http://127.0.0.1:\(cluster.port)", adminToken: "").handles(limit: 1)[0])"
        return try await cluster.withAPI { api in
            try await removeAutoscalers(api)
            progress("cluster, hops")
            let product = try await addresses.pods(of: "product-service", api)[0]
            let storefront = try await addresses.pods(of: "storefront", api)[0]
            var figures = try HopBenchmark(
                cluster: cluster, addresses: addresses, product: product, storefront: storefront, path: path
            ).run()
            progress("cluster, changes of weights")
            try await ReleaseCandidate(api: api).deploy()
            figures += try await RouteBenchmark(api: api, addresses: addresses, path: path).run()
            progress("cluster, changes of a ConfigMap")
            figures += try await ConfigBenchmark(api: api, pods: try await addresses.pods(of: "product-service", api)).run()
            return figures
        }
    }

    /// So that being measured does not change what is measured.
    private func removeAutoscalers(_ api: KubeClient) async throws {
        for scaler in try await api.list(.horizontalPodAutoscalers, namespace: MeasuredCluster.namespace).items {
            try await api.delete(ObjectKey(.horizontalPodAutoscalers, namespace: scaler.namespace, name: scaler.name))
        }
    }

    private func figures(_ openings: [Opening]) -> [Figure] {
        let kinds = Set(openings.flatMap(\.memory.kinds.keys))
        let parts = kinds.map { kind in (kind, openings.compactMap { $0.memory.kinds[kind] }.median) }
        let processes = Set(openings.map(\.memory.processes)).sorted().map(String.init).joined(separator: ", ")
        return [
            Figure(
                "souk up, until the first order is taken", unit: "s", samples: openings.map(\.firstOrder),
                aim: (.median, Self.openingAim), parts: ["until it says that the shop is open": openings.map(\.open).median]),
            Figure("souk up after kill -9, until all is adopted", unit: "s", samples: openings.map(\.adoption)),
            Figure(
                "memory of all \(processes) processes at rest", unit: "MB", samples: openings.map(\.memory.total),
                aim: (.median, Self.memoryAim), parts: Dictionary(uniqueKeysWithValues: parts)),
        ]
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }
}
