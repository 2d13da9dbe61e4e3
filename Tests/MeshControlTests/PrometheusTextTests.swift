import KubeModel
import Testing

import MeshControl

@Suite("Reading and relabelling metrics")
struct PrometheusTextTests {
    @Test func readsFamilies() {
        let families = PrometheusText.families(
            in: """
                # HELP a_total How many.
                # TYPE a_total counter
                a_total{x="1",y="with \\"quotes\\", commas} and \\\\"} 3
                a_total 4 1700000000
                # TYPE d histogram
                d_bucket{le="0.5"} 1
                d_bucket{le="+Inf"} 2
                d_sum 7.5
                d_count 2
                alone 1
                not a sample{
                """)
        #expect(families.keys.sorted() == ["a_total", "alone", "d"])
        #expect(families["a_total"]?.type == "counter" && families["a_total"]?.help == "How many.")
        #expect(families["d"]?.samples.map(\.name) == ["d_bucket", "d_bucket", "d_sum", "d_count"])
        let labels = PrometheusText.labels(families["a_total"]?.samples[0].labels ?? "")
        #expect(labels == ["x": "1", "y": "with \"quotes\", commas} and \\"])
        #expect(PrometheusText.labels(PrometheusText.text(labels)) == labels)
    }

    @Test func aPodsMetricsGetItsLabels() throws {
        let shop = Shop()
        var pod = shop.pod("product-service", "v1", zone: 1, number: 1)
        #expect(ScrapeTarget(pod, services: [], zones: [:]) == nil)
        pod.annotations = ["prometheus.io/scrape": "true", "prometheus.io/port": "9464"]
        let target = try #require(ScrapeTarget(pod, services: [shop.service("product-service")], zones: ["zone-b": "zone-b"]))
        #expect(target.url == "http://127.2.1.1:9464/metrics")
        let families = target.labelled(PrometheusText.families(in: "a{version=\"9\",b=\"1\"} 2\nc 3\n"))
        let own = PrometheusText.labels(families["a"]?.samples[0].labels ?? "")
        #expect(
            own == [
                "namespace": "shop", "pod": pod.name, "node": "zone-b", "zone": "zone-b", "service": "product-service", "version": "v1",
                "exported_version": "9", "b": "1",
            ])
        #expect(families["c"]?.samples[0].labels == PrometheusText.text(target.labels))
    }

    @Test func theProxysCountersGetIstiosNames() {
        let proxy = MeshProxy.outbound(zone: "zone-a", address: "127.1.0.1")
        let text = """
            # TYPE envoy_istio_requests_total counter
            envoy_istio_requests_total{reporter="zone",response_code="200",response_flags="-",cluster="outbound|80|v2|product-service.shop.svc.cluster.local",workload="product-service-v2;shop;product-service;v2;zone-b"} 5
            envoy_istio_requests_total{reporter="zone",response_code="503",response_flags="UH",cluster="outbound|80|v2|product-service.shop.svc.cluster.local",workload=""} 2
            envoy_istio_requests_total{reporter="zone",response_code="502",response_flags="",cluster="",workload=""} 1
            """
        let samples = IstioMetrics.families(in: text, of: proxy)["istio_requests_total"]?.samples ?? []
        let labels = samples.map { PrometheusText.labels($0.labels) }
        #expect(
            labels.first == [
                "reporter": "source", "source_workload": "unknown", "source_zone": "zone-a",
                "destination_service": "product-service.shop.svc.cluster.local", "destination_service_name": "product-service",
                "destination_service_namespace": "shop", "destination_workload": "product-service-v2",
                "destination_workload_namespace": "shop", "destination_app": "product-service", "destination_version": "v2",
                "destination_zone": "zone-b", "request_protocol": "http", "response_code": "200", "response_flags": "-",
            ])
        #expect(labels.map { $0["destination_version"] } == ["v2", "v2", "unknown"])
        #expect(labels.last?["destination_service"] == "unknown" && labels.last?["response_flags"] == "-")
    }

    @Test func aSeriesIsToldOnce() {
        let workload = #"workload="p-v2;shop;p;v2;zone-b""#
        let text = """
            # TYPE envoy_istio_requests_total counter
            envoy_istio_requests_total{cluster="outbound|80|v2|p.shop.svc.cluster.local",\(workload)} 5
            envoy_istio_requests_total{cluster="outbound|80|v1|p.shop.svc.cluster.local",workload=""} 1
            envoy_istio_requests_total{cluster="outbound|80||p.shop.svc.cluster.local",\(workload)} 2
            # TYPE envoy_istio_request_duration_milliseconds histogram
            envoy_istio_request_duration_milliseconds_sum{cluster="outbound|80||p.shop.svc.cluster.local",\(workload)} 2.5
            envoy_istio_request_duration_milliseconds_sum{cluster="outbound|80|v2|p.shop.svc.cluster.local",\(workload)} 1
            """
        let families = IstioMetrics.families(in: text, of: .outbound(zone: "zone-a", address: "127.1.0.1"))
        #expect(families["istio_requests_total"]?.samples.map(\.value) == ["7", "1"])
        #expect(families["istio_request_duration_milliseconds"]?.samples.map(\.value) == ["3.5"])
    }

    @Test func findsWhyEnvoyRefused() {
        let log = """
            [2026-11-25 04:43:37.369][1][warning][config] [f.cc:81] Filesystem config update rejected: invalid perl operator: (?=
            [2026-11-25 04:43:37.378][1][warning][config] [f.cc:81] Filesystem config update rejected: goo.gle/debugstr
            name: "outbound"
            : Proto constraint validation failed (Cluster: value must be less than or equal to 100)
            [2026-11-25 04:43:38.000][1][warning][main] something else
            """
        #expect(EnvoyLog.refusal(in: log) == "Proto constraint validation failed (Cluster: value must be less than or equal to 100)")
        #expect(EnvoyLog.refusal(in: String(log.prefix(130))) == "invalid perl operator: (?=")
        #expect(EnvoyLog.refusal(in: "nothing") == nil)
        let critical =
            "[2026-11-25 07:15:33.451][1][critical][main] [s.cc:449] error `cannot bind '127.1.0.1:15000': Address already in use` initializing\n"
        #expect(EnvoyLog.cause(in: critical + log) == "cannot bind '127.1.0.1:15000': Address already in use")
    }
}
