import Glibc
import HTTPTypes
import KubeModel
import MeshControl
import ProcessControl
import Synchronization
import TestKit
import Testing

@Suite(
    "Failures behind and of real proxies", .enabled(if: LiveEnvoy.isThere, "no Envoy: run scripts/bootstrap or set SOUK_ENVOY"), .serialized
)
struct LiveFailureTests {
    /// Reads as the shop's own manifests have them.
    private static let reads: JSON = [
        "timeout": "6s",
        "retries": [
            "attempts": 3, "perTryTimeout": "500ms", "retryOn": "connect-failure,refused-stream,reset,gateway-error",
            "retryRemoteLocalities": true,
        ],
    ]
    private static let policy: JSON = [
        "loadBalancer": ["localityLbSetting": ["enabled": true]],
        "outlierDetection": ["consecutiveGatewayErrors": 3, "interval": "1s", "baseEjectionTime": "5s", "maxEjectionPercent": 50],
    ]

    /// One pod in each zone, as processes.
    private func withZones(_ body: @escaping @Sendable (LiveMesh, [ProcessBackend]) async throws -> Void) async throws {
        try await LiveMesh.with(
            hasEdge: true,
            objects: { shop in
                let pods = (0..<3).map { shop.pod("product-service", "v1", zone: $0, number: 1, probePort: 8_080) }
                var entry = Shop.split([("v1", 100)], route: Self.reads)
                entry.name = "entry"
                entry["spec", "hosts"] = ["*"]
                entry["spec", "gateways"] = ["shop"]
                return shop.nodes() + [shop.service("product-service"), shop.slice("product-service", pods)] + pods
                    + [Shop.rule(Self.policy), Shop.split([("v1", 100)], route: Self.reads), Shop.gateway(), entry]
            },
            { mesh, _ in
                let pods = try (0..<3).map {
                    try ProcessBackend(Shop.zones[$0], address: mesh.shop.address($0, 1), envoy: mesh.envoy, folder: mesh.folder)
                }
                do {
                    try await eventually(within: .seconds(20)) { try await mesh.get().body == "zone-a" }
                    try await mesh.served(zone: "edge")
                    try await body(mesh, pods)
                } catch {
                    for pod in pods { try await pod.kill() }
                    throw error
                }
                for pod in pods { try await pod.kill() }
            })
    }

    @Test(arguments: ["killed", "stopped"])
    func aZoneThatIsLostCostsNoGET(_ how: String) async throws {
        try await withZones { mesh, pods in
            for caller in ["zone-a", "edge"] {
                let load = try await Load.during({ try await mesh.get(zone: caller) }) {
                    _ = await Load.run(200, callers: 2) { try await mesh.get(zone: caller) }
                    if how == "killed" { pods[0].identity.signal(SIGKILL) } else { pods[0].stop() }
                    try await eventually(within: .seconds(10)) {
                        let answers = await Load.run(60, callers: 2) { try await mesh.get(zone: caller) }
                        return answers.answers["zone-a"] == nil && answers.longest < .milliseconds(100)
                    }
                    if how == "stopped" { pods[0].resume() }
                    _ = await Load.run(200, callers: 2) { try await mesh.get(zone: caller) }
                }
                #expect(load.failures.isEmpty)
                print("\(how) zone seen from \(caller): \(load.count) GETs, \(load.failures.count) failures, longest \(load.longest)")
                if how == "killed" { break }
                try await eventually(within: .seconds(10)) { try await mesh.get().body == "zone-a" }
            }
        }
    }

    @Test func aPodThatAnswersBadlyIsTakenOut() async throws {
        try await LiveMesh.with(
            backends: { shop in [Backend("good", address: shop.address(0, 1)), Backend("bad", address: shop.address(0, 2))] },
            objects: { shop in
                let pods = [1, 2].map { shop.pod("product-service", "v1", zone: 0, number: $0, probePort: 8_080) }
                return shop.nodes() + [shop.service("product-service"), shop.slice("product-service", pods), Shop.rule(Self.policy)] + pods
            },
            { mesh, backends in
                try await mesh.served()
                backends[1].state.withLock { $0.status = .badGateway }
                try await eventually {
                    let load = await Load.run(40, callers: 2) { try await mesh.get() }
                    return load.failures.isEmpty && load.answers == ["good": 40]
                }
                backends[1].state.withLock { $0.status = .ok }
                try await eventually(within: .seconds(15)) { try await mesh.get().body == "bad" }
            })
    }

    @Test func theProxiesOutliveTheControlPlaneAndAreFoundAgain() async throws {
        try await LiveMesh.stopped(
            backends: { shop in [Backend("v1", address: shop.address(0, 1))] },
            objects: { shop in
                let pod = shop.pod("product-service", "v1", zone: 0, number: 1, probePort: 8_080)
                return shop.nodes() + [shop.service("product-service"), shop.slice("product-service", [pod]), pod, Shop.rule()]
            },
            { mesh, _ in
                let folder = MeshController.folder(of: try mesh.proxy("zone-a"), in: mesh.folder)
                try await mesh.running {
                    try await mesh.served()
                    try await mesh.apply(Shop.split([("v1", 100)], route: ["timeout": "2s"]))
                }
                let process = try #require(EnvoyProcess.processes(in: folder).first)
                let load = try await Load.during({ try await mesh.get() }) {
                    _ = await Load.run(200) { try await mesh.get() }
                    // What changed while no control plane ran, the next one makes up for; until then a wrong object has no effect.
                    mesh.api.put(Shop.split([("nosuch", 100)]), as: .virtualServices)
                    try await mesh.running {
                        try await eventually { mesh.condition(.virtualServices)["reason"] == "Unresolved" }
                        _ = await Load.run(200) { try await mesh.get() }
                        try await mesh.apply(Shop.split([("v1", 100)], route: ["timeout": "3s"]))
                    }
                }
                #expect(load.failures.isEmpty && load.count > 0, "\(load.failures)")
                #expect(EnvoyProcess.processes(in: folder) == [process])
            })
    }

    @Test func aProxyThatDiesIsStartedAnewWithAllItHad() async throws {
        try await LiveMesh.with(
            zones: 2,
            backends: { shop in [Backend("v1", address: shop.address(0, 1))] },
            objects: { shop in
                let pod = shop.pod("product-service", "v1", zone: 0, number: 1, probePort: 8_080)
                return shop.nodes() + [shop.service("product-service"), shop.slice("product-service", [pod]), pod, Shop.rule()]
            },
            { mesh, _ in
                try await mesh.served()
                try await mesh.served(zone: "zone-b")
                let folder = MeshController.folder(of: try mesh.proxy("zone-b"), in: mesh.folder)
                let process = try #require(EnvoyProcess.processes(in: folder).first)
                let others = try await Load.during({ try await mesh.get() }) {
                    process.signal(SIGKILL)
                    let start = ContinuousClock.now
                    try await eventually(within: .seconds(10)) { (try? await mesh.get(zone: "zone-b"))?.status == 200 }
                    print("a killed proxy serves again after \(start.duration(to: .now))")
                    // One that hangs holds nobody up.
                    let fresh = try #require(EnvoyProcess.processes(in: folder).first)
                    fresh.signal(SIGSTOP)
                    try await mesh.apply(Shop.split([("v1", 100)], route: ["timeout": "4s"]))
                    #expect(mesh.condition(.virtualServices)["message"].string?.contains("zone-b does not answer") == true)
                    fresh.signal(SIGCONT)
                }
                #expect(others.failures.isEmpty)
                try await mesh.apply(Shop.split([("v1", 100)], route: ["timeout": "5s"]))
                try await mesh.served(zone: "zone-b")
            })
    }
}
