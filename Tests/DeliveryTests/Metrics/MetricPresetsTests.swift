import CoreMetrics
import KubeModel
import Metrics
import OrderService
import PaymentService
import ReleaseEngine
import Telemetry
import Testing

import Delivery
import MeshControl

/// The presets on expositions that are made as `souk up` makes them: by the services' registry and the gateway's relabelling.
@Suite("Metrics that are known by name")
struct MetricPresetsTests {
    /// What a preset counts on each side in an exposition, by its name.
    private func tallies(_ presets: MetricPresets, _ metric: String, _ text: String, side: ([String: String]) -> MetricSide?) throws
        -> [MetricSide: Tally]
    {
        guard case .outcomes(let attempts, let failures)? = presets.question(metric)?.series else { return [:] }
        let queries = try [attempts, failures].map { ExpositionQuery(try SeriesSelector(parsing: $0)) }
        let found = try ExpositionReader.read(Array(text.utf8), queries)
        var tallies: [MetricSide: Tally] = [:]
        for (found, path) in zip(found, [\Tally.attempts, \Tally.failures]) {
            for series in found {
                guard let side = side(series.labels) else { continue }
                tallies[side, default: Tally()][keyPath: path] += Int(series.value)
            }
        }
        return tallies
    }

    private func byVersion(_ labels: [String: String]) -> MetricSide? {
        switch MetricPresets.version(of: labels) {
        case "v1": .stable
        case "v2": .new
        default: nil
        }
    }

    /// The whole exposition of a gateway that reads these proxies and pods.
    private func exposition(proxy: String = "", pods: [(pod: String, service: String, version: String, text: String)] = []) -> String {
        var collection = MetricsCollection()
        let outbound = MeshProxy.outbound(zone: "zone-a", address: "127.1.0.1")
        collection.add(IstioMetrics.families(in: proxy, of: outbound), of: ["job": "envoy", "proxy": outbound.name])
        for (pod, service, version, text) in pods {
            let labels = [
                "namespace": "shop", "pod": pod, "node": "zone-a", "zone": "zone-a", "service": service, "version": version,
            ]
            let target = ScrapeTarget(url: "http://127.1.1.1:9464/metrics", labels: labels)
            collection.add(target.labelled(PrometheusText.families(in: text)), of: labels.merging(["job": "pods"]) { $1 })
        }
        return collection.pieces.joined()
    }

    private static func pod(_ count: (any MetricsFactory) -> Void) -> String {
        let registry = PrometheusRegistry()
        count(registry)
        return registry.exposition()
    }

    /// Code and flags of a request, and whether it is an attempt and a failure.
    private static let answers: [(code: String, flags: String, isAttempt: Bool, isFailure: Bool)] = [
        ("200", "-", true, false), ("204", "", true, false), ("404", "-", true, false), ("429", "RL", true, false),
        ("500", "-", true, true), ("503", "UH", true, true), ("503", "UF,URX", true, true), ("504", "UT", true, true),
        ("0", "-", true, true), ("0", "UC", true, true), ("0", "DPE", true, true),
        ("0", "DC", false, false), ("0", "DR", false, false), ("0", "UT,DC", false, false), ("200", "DC", false, false),
        ("0", "DC,UT", false, false), ("0", "UDC", true, true),
    ]

    @Test func everyAnswerOfAProxyCountsAsItShould() throws {
        let presets = MetricPresets(.release, service: "product-service", namespace: "shop")
        for (code, flags, isAttempt, isFailure) in Self.answers {
            let line = { (cluster: String, workload: String) in
                "envoy_istio_requests_total{reporter=\"zone\",response_code=\"\(code)\",response_flags=\"\(flags)\",cluster=\"\(cluster)\",workload=\"\(workload)\"} 7\n"
            }
            let text = exposition(
                proxy: "# TYPE envoy_istio_requests_total counter\n"
                    + line("outbound|80|v1|product-service.shop.svc.cluster.local", "product-service-v1;shop;product-service;v1;zone-b")
                    + line("outbound|80|v2|product-service.shop.svc.cluster.local", "")
                    + line("outbound|80|v2|product-service.other.svc.cluster.local", "product-service-v2;other;product-service;v2;zone-b")
                    + line("outbound|80|v2|order-service.shop.svc.cluster.local", "order-service-v2;shop;order-service;v2;zone-b"))
            let one = Tally(attempts: isAttempt ? 7 : 0, failures: isFailure ? 7 : 0)
            let expected = isAttempt ? [MetricSide.stable: one, .new: one] : [:]
            #expect(try tallies(presets, "errors", text, side: byVersion) == expected, "\(code) \(flags)")
        }
    }

    @Test func latenciesAreThoseOfTheService() async throws {
        let histogram = { (service: String, version: String, fast: Int, all: Int) in
            let labels =
                "reporter=\"zone\",response_code=\"200\",response_flags=\"-\",cluster=\"outbound|80|\(version)|\(service).shop.svc.cluster.local\",workload=\"\(service)-\(version);shop;\(service);\(version);zone-b\""
            return [("0.5", fast), ("25", fast), ("+Inf", all)].map {
                "envoy_istio_request_duration_milliseconds_bucket{\(labels),le=\"\($0.0)\"} \($0.1)\n"
            }.joined()
                + "envoy_istio_request_duration_milliseconds_sum{\(labels)} 9\nenvoy_istio_request_duration_milliseconds_count{\(labels)} \(all)\n"
        }
        let source = PlayedSource()
        let readings = MetricReadings(source: source)
        let question = try #require(MetricPresets(.release, service: "product-service", namespace: "shop").question("latency"))
        var samples: [MetricReading] = []
        for n in [1, 2] {
            let text = exposition(
                proxy: "# TYPE envoy_istio_request_duration_milliseconds histogram\n" + histogram("product-service", "v1", 10 * n, 11 * n)
                    + histogram("product-service", "v2", 2 * n, 5 * n) + histogram("order-service", "v2", 50 * n, 50 * n))
            try source.show(text.split(separator: "\n").map(String.init))
            samples.append(try #require(await readings.read([question], of: "r") { byVersion($0) }["latency"]))
        }
        let growth = [\MetricReading.stable, \.new].map { side in
            samples[0][keyPath: side].sample.flatMap { samples[1][keyPath: side].sample?.since($0) }
        }
        #expect(
            growth == [
                .latencies(LatencyHistogram(bounds: [0.5, 25], counts: [10, 0, 1])),
                .latencies(LatencyHistogram(bounds: [0.5, 25], counts: [2, 0, 3])),
            ])
    }

    @Test func podsAreComparedByTheirOwnRequests() async throws {
        let requests = { (good: Int64, bad: Int64) in
            Self.pod { registry in
                for (status, count) in [("200", good), ("404", 3), ("503", bad)] {
                    let dimensions = [("route", "/products/{id}"), ("method", "GET"), ("status", status)]
                    Counter(label: "souk_http_requests_total", dimensions: dimensions, factory: registry).increment(by: count)
                    let timer = Metrics.Timer(label: "souk_http_request_duration_seconds", dimensions: dimensions, factory: registry)
                    for _ in 0..<count { timer.recordNanoseconds(4_000_000) }
                }
            }
        }
        let text = exposition(pods: [
            ("p-1", "product-service", "v1", requests(10, 1)), ("p-2", "product-service", "v1", requests(20, 2)),
            ("o-1", "order-service", "v1", requests(500, 500)),
        ])
        let presets = MetricPresets(.config, service: "product-service", namespace: "shop")
        let canary = { (labels: [String: String]) in labels["pod"] == "p-2" ? MetricSide.new : .stable }
        let expected = [MetricSide.stable: Tally(attempts: 14, failures: 1), .new: Tally(attempts: 25, failures: 2)]
        #expect(try tallies(presets, "errors", text, side: canary) == expected)
        guard case .latencies(let buckets, let unit)? = presets.question("latency")?.series else {
            Issue.record("no latency")
            return
        }
        let found = try ExpositionReader.read(Array(text.utf8), [ExpositionQuery(try SeriesSelector(parsing: buckets))])[0]
        let groups = try BucketGroup.groups(found, millisecondsPerUnit: unit)
        #expect(groups.count == 6 && groups.allSatisfy { $0.bounds.first == 0.5 && $0.bounds.last == 30_000 })
        #expect(groups.reduce(0) { $0 + $1.counts[3] } == 39, "4 ms lie between 2.5 and 5")
        let up = try ExpositionReader.read(
            Array(text.utf8), presets.presence.map { ExpositionQuery(try SeriesSelector(parsing: $0)) })
        #expect(up.map { $0.compactMap { $0.labels["pod"] }.sorted() } == [["p-1", "p-2"]])
    }

    /// Every outcome that order-service knows; a new one has to be put on one of the sides here.
    @Test func ordersFailThatTheShopOwes() throws {
        let rejections: [Rejection] = [
            .outOfStock(lines: []), .paymentDeclined(reason: ""), .paymentInvalid(reason: ""), .paymentUnavailable, .paymentUnresolved,
            .stockUnavailable,
        ]
        for rejection in rejections {
            let tally = try ordersTally(rejection.code)
            #expect(tally == Tally(attempts: 1, failures: rejection.isAnswer ? 0 : 1), "\(rejection.code)")
        }
        #expect(try ordersTally("confirmed") == Tally(attempts: 1))
        for cause in [Cancellation.outOfStock, .paymentLost] {
            #expect(try ordersTally("cancelled_\(cause.rawValue)") == Tally(attempts: 1, failures: 1), "\(cause)")
        }
        #expect(try ordersTally("cancelled_\(Cancellation.requested.rawValue)") == nil)
        #expect(try ordersTally("something_new") == Tally(attempts: 1, failures: 1))
    }

    private func ordersTally(_ outcome: String) throws -> Tally? {
        try business("order-service", "orders", "souk_orders_total", outcome)
    }

    private func business(_ service: String, _ metric: String, _ counter: String, _ outcome: String) throws -> Tally? {
        let text = Self.pod { Counter(label: counter, dimensions: [("outcome", outcome)], factory: $0).increment() }
        let all = exposition(pods: [("o-1", service, "v2", text), ("x-1", "other-service", "v2", text)])
        return try tallies(MetricPresets(.release, service: service, namespace: "shop"), metric, all, side: byVersion)[.new]
    }

    @Test func paymentsFailThatAreNotMade() throws {
        let failed: Set<PaymentOutcome> = [.declined, .refundFailed, .unanswered]
        for outcome in PaymentOutcome.allCases {
            let tally = try business("payment-service", "payments", "souk_payments_total", outcome.rawValue)
            #expect(tally == Tally(attempts: 1, failures: failed.contains(outcome) ? 1 : 0), "\(outcome)")
        }
    }

    @Test func aServiceHasItsOwnMetricsAndNoOthers() throws {
        let names = ["errors", "latency", "medianLatency", "orders", "payments", "mine"]
        let known = { (service: String) in
            RolloutKind.allCases.map { kind in
                MetricPresets(kind, service: service, namespace: "shop").questions(names).map(\.metric)
            }
        }
        for (service, own) in [("product-service", []), ("order-service", ["orders"]), ("payment-service", ["payments"])] {
            let all = ["errors", "latency", "medianLatency"] + own
            #expect(known(service) == [all, all])
        }
        let own = [
            MetricQuestion("mine", .outcomes(attempts: "a", failures: "b")),
            MetricQuestion("errors", .outcomes(attempts: "c", failures: "d")),
        ]
        let questions = MetricPresets(.release, service: "x", namespace: "shop").questions(["errors", "latency", "mine"], own: own)
        #expect(questions.map(\.metric) == ["errors", "latency", "mine"] && questions[0] == own[1] && questions[2] == own[0])
        // All of them are selectors, whatever the service's name is.
        for kind in RolloutKind.allCases {
            let presets = MetricPresets(kind, service: "odd\"name\\", namespace: "n")
            for text in presets.questions(names).flatMap(\.series.selectors) + presets.presence {
                #expect(throws: Never.self) { try SeriesSelector(parsing: text) }
            }
        }
    }
}
