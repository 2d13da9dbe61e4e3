import CoreMetrics
import Telemetry
import Testing

@Suite struct PrometheusRegistryTests {
    @Test func writesCountersGaugesAndHistograms() {
        let registry = PrometheusRegistry()
        Counter(label: "souk_orders_total", dimensions: [("outcome", "confirmed")], factory: registry).increment(by: 3)
        Gauge(label: "souk_depth", dimensions: [], factory: registry).record(2.5)
        let timer = Timer(label: "souk_step", dimensions: [("step", "capture")], factory: registry)
        timer.recordNanoseconds(3_000_000)
        timer.recordNanoseconds(40_000_000_000)
        let text = registry.exposition()
        #expect(text.contains("# TYPE souk_orders_total counter\nsouk_orders_total{outcome=\"confirmed\"} 3\n"))
        #expect(text.contains("# TYPE souk_depth gauge\nsouk_depth 2.5\n"))
        #expect(text.contains("souk_step_seconds_bucket{step=\"capture\",le=\"0.0025\"} 0\n"))
        #expect(text.contains("souk_step_seconds_bucket{step=\"capture\",le=\"0.005\"} 1\n"))
        #expect(text.contains("souk_step_seconds_bucket{step=\"capture\",le=\"+Inf\"} 2\n"))
        #expect(text.contains("souk_step_seconds_count{step=\"capture\"} 2\n"))
    }

    /// A gauge with a label that changes, such as the running revision, would otherwise leave a series for each value it ever had.
    @Test func aGaugeThatIsGivenBackIsGoneAndACounterStays() {
        let registry = PrometheusRegistry()
        let gauges = ["old", "new"].map { Gauge(label: "souk_config_info", dimensions: [("revision", $0)], factory: registry) }
        for gauge in gauges { gauge.record(1) }
        gauges[0].destroy()
        let counter = Counter(label: "souk_orders_total", dimensions: [], factory: registry)
        counter.increment()
        counter.destroy()
        #expect(registry.exposition().contains("# TYPE souk_config_info gauge\nsouk_config_info{revision=\"new\"} 1\n"))
        #expect(!registry.exposition().contains("old"))
        #expect(registry.exposition().contains("souk_orders_total 1\n"))
        Gauge(label: "souk_config_info", dimensions: [("revision", "old")], factory: registry).record(1)
        #expect(registry.exposition().contains("souk_config_info{revision=\"old\"} 1\n"), "it may come back")
    }

    @Test func theSameNameAndLabelsAreOneSeries() {
        let registry = PrometheusRegistry()
        for _ in 0..<5 {
            Counter(label: "hits", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
            Counter(label: "hits", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        }
        #expect(registry.exposition() == "# TYPE hits counter\nhits{a=\"1\",b=\"2\"} 10\n")
    }

    @Test func escapesLabelsAndNames() {
        let registry = PrometheusRegistry()
        Counter(label: "hb.requests-total", dimensions: [("path", "a\"b\\c\nd")], factory: registry).increment()
        #expect(registry.exposition() == "# TYPE hb_requests_total counter\nhb_requests_total{path=\"a\\\"b\\\\c\\nd\"} 1\n")
    }

    @Test func aNameOfAnotherKindDoesNotSpoilTheFirst() {
        let registry = PrometheusRegistry()
        Counter(label: "thing", dimensions: [], factory: registry).increment()
        Gauge(label: "thing", dimensions: [], factory: registry).record(7)
        #expect(registry.exposition() == "# TYPE thing counter\nthing 1\n")
    }

    @Test func countsEveryIncrementOfManyTasks() async {
        let registry = PrometheusRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let counter = Counter(label: "concurrent", dimensions: [], factory: registry)
                    for _ in 0..<10_000 { counter.increment() }
                }
            }
        }
        #expect(registry.exposition().contains("concurrent 80000\n"))
    }
}
