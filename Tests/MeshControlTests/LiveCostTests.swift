import KubeModel
import MeshControl
import ProcessControl
import TestKit
import Testing

@Suite("What the mesh costs", .enabled(if: LiveEnvoy.isThere, "no Envoy: run scripts/bootstrap or set SOUK_ENVOY"))
struct LiveCostTests {
    /// Four proxies before six pods, as `souk up` has them.
    @Test func isLittle() async throws {
        try await LiveMesh.with(
            zones: 3, hasEdge: true,
            backends: { shop in
                (0..<3).flatMap { zone in [1, 2].map { Backend("zone-\(zone)", address: shop.address(zone, $0)) } }
            },
            objects: { shop in
                let pods = (0..<3).flatMap { zone in
                    [1, 2].map { shop.pod("product-service", "v1", zone: zone, number: $0, probePort: 8_080) }
                }
                var entry = Shop.split([("v1", 100)])
                entry.name = "entry"
                entry["spec", "hosts"] = ["*"]
                entry["spec", "gateways"] = ["shop"]
                return shop.nodes() + [shop.service("product-service"), shop.slice("product-service", pods)] + pods
                    + [Shop.rule(["outlierDetection": ["interval": "1s"]]), Shop.split([("v1", 100)]), Shop.gateway(), entry]
            },
            { mesh, backends in
                for proxy in mesh.settings.proxies { try await mesh.served(zone: proxy.name) }
                let processes = try mesh.settings.proxies.map { proxy in
                    try #require(EnvoyProcess.processes(in: MeshController.folder(of: proxy, in: mesh.folder)).first)
                }
                try await measureHop(mesh, backends[0])
                let before = processes.compactMap(\.usage?.cpuNanoseconds).reduce(0, +)
                let start = ContinuousClock.now
                let asked = backends.map(\.probes).reduce(0, +)
                try await eventually(within: .seconds(20)) { backends.map(\.probes).reduce(0, +) >= asked + 240 }
                let seconds = Double(start.duration(to: .now).components.seconds) + 1e-9
                let cpu = Double(processes.compactMap(\.usage?.cpuNanoseconds).reduce(0, +) - before) / 1e9 / seconds
                let proportional = processes.compactMap(\.proportionalBytes).reduce(0, +) >> 20
                let resident = processes.compactMap { $0.usage?.residentBytes }.map { $0 >> 20 }
                print(
                    "four idle proxies with health checks: \(cpu * 100) % of a core; memory \(proportional) MB together, each \(resident)")
                #expect(cpu < 0.2)
                #expect(resident.allSatisfy { $0 < 110 })
            })
    }

    /// The same requests one after the other, with and without the proxy between.
    private func measureHop(_ mesh: LiveMesh, _ backend: Backend) async throws {
        var direct: [Duration] = []
        var through: [Duration] = []
        for _ in 0..<500 {
            direct.append(try await ContinuousClock().measure { _ = try await mesh.direct(backend) })
            through.append(try await ContinuousClock().measure { _ = try await mesh.get() })
        }
        let (fast, slow) = (direct.sorted(), through.sorted())
        print("a hop: median \(slow[250] - fast[250]), p99 \(slow[495] - fast[495]) more than without (\(fast[250]))")
        #expect(slow[250] - fast[250] < .milliseconds(10))
    }
}
