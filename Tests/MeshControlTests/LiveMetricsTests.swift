import AsyncHTTPClient
import HTTPTypes
import KubeModel
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

import MeshControl

@Suite("Metrics of real proxies", .enabled(if: LiveEnvoy.isThere, "no Envoy: run scripts/bootstrap or set SOUK_ENVOY"))
struct LiveMetricsTests {
    private static let service = "product-service.shop.svc.cluster.local"

    private func with(_ body: @escaping @Sendable (LiveMesh, [Backend]) async throws -> Void) async throws {
        try await LiveMesh.with(
            backends: { shop in [("v1", 1), ("v2", 2)].map { Backend($0, address: shop.address(0, $1)) } },
            objects: { shop in
                var v1 = shop.pod("product-service", "v1", zone: 0, number: 1, probePort: 8_080)
                v1.annotations = ["prometheus.io/scrape": "true", "prometheus.io/port": "8080"]
                var v2 = shop.pod("product-service", "v2", zone: 0, number: 2, probePort: 8_080)
                v2.annotations = ["prometheus.io/scrape": "true", "prometheus.io/port": "8080", "prometheus.io/path": "/hang"]
                return shop.nodes() + [shop.service("product-service"), v1, v2, Shop.rule(), shop.slice("product-service", [v1, v2])]
                    + [Shop.split([("v1", 50), ("v2", 50)])]
            },
            { mesh, backends in
                try await mesh.served()
                try await body(mesh, backends)
            })
    }

    @Test func countsByVersionAndOutcome() async throws {
        try await with { mesh, backends in
            let metrics = MeshMetrics(settings: mesh.settings, http: mesh.http)
            var before = MeshSnapshot()
            try await eventually {
                before = await metrics.snapshot()
                return before.silent.isEmpty && before.series.values.allSatisfy { $0.buckets[.infinity] == $0.requests }
            }
            backends[1].state.withLock { $0.status = .internalServerError }
            let load = await Load.run(200, callers: 4) { try await mesh.get() }
            let bad = load.failures["500 v2"] ?? 0
            // Counters are there at once; durations are merged every few seconds.
            let after = await metrics.snapshot()
            #expect(after.counts(of: Self.service, version: "v1", since: before).requests == load.answers["v1"])
            #expect(after.counts(of: Self.service, version: "v2", since: before, where: { $0.code >= 500 }).requests == bad)
            #expect(after.counts(of: Self.service, version: "v2", since: before, where: { $0.code < 500 }).requests == 0)
            #expect(after.series.keys.allSatisfy { $0.workload == "product-service-\($0.version)" || $0.workload == "unknown" })
            try await eventually(within: .seconds(15)) {
                let counts = await metrics.snapshot().counts(of: Self.service, version: "v1", since: before)
                return counts.buckets[.infinity] == load.answers["v1"] && counts.milliseconds > 0
            }
        }
    }

    @Test func onePlaceTellsEverythingAndASlowPodHoldsNobodyUp() async throws {
        try await with { mesh, backends in
            backends[0].state.withLock { $0.body = "# TYPE orders counter\norders{kind=\"x\"} 3\n" }
            backends[1].state.withLock { $0.delay = .seconds(5) }
            let gateway = MetricsGateway(
                settings: mesh.settings, api: mesh.api, address: "127.\(mesh.shop.base).0.2", port: 9_090, http: mesh.http,
                logger: Logger(label: "metrics") { _ in SwiftLogNoOpLogHandler() })
            try await LiveMesh.running([gateway]) {
                let request = HTTPClientRequest(url: "http://127.\(mesh.shop.base).0.2:9090/metrics")
                try await eventually { (try? await mesh.http.execute(request, timeout: .seconds(10)))?.status == .ok }
                let start = ContinuousClock.now
                let response = try await mesh.http.execute(request, timeout: .seconds(10))
                let text = String(buffer: try await response.body.collect(upTo: 1 << 24))
                #expect(start.duration(to: .now) < .seconds(4))
                let families = PrometheusText.families(in: text)
                #expect(families["istio_requests_total"]?.type == "counter")
                let orders = PrometheusText.labels(families["orders"]?.samples.first?.labels ?? "")
                #expect(orders["pod"] == "product-service-v1-5d8c-01" && orders["zone"] == "zone-a" && orders["kind"] == "x")
                let up = Dictionary(
                    (families["up"]?.samples ?? []).map { sample in
                        let labels = PrometheusText.labels(sample.labels)
                        return (labels["pod"] ?? labels["proxy"] ?? "", sample.value)
                    }
                ) { $1 }
                #expect(up == ["product-service-v1-5d8c-01": "1", "product-service-v2-5d8c-02": "0", "zone-a": "1"])
                // Each name has its type once, and all its samples after it.
                let types = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
                #expect(Set(types).count == types.count)
            }
        }
    }
}
