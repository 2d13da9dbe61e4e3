import Foundation
import HotConfig
import Logging
import Metrics
import MetricsTestKit
import TestKit

/// A watch on sources in memory, with its log and metrics at hand. It looks when the test calls `poll()`.
struct TestWatch {
    let source: MemorySource
    var lastGood: MemoryLastGood?
    let now = ManualNow()
    let log = LogRecorder()
    let metrics = TestMetrics()

    var watch: ConfigWatch {
        ConfigWatch(
            reader: source, lastGood: lastGood, ticks: AsyncStream<Void> { $0.finish() }, now: now.now, logger: log.logger,
            metricsFactory: metrics)
    }

    func start() throws -> HotConfig<SampleConfig> {
        try HotConfig(watch)
    }

    func reloads(_ outcome: String) throws -> Int64 {
        try metrics.expectCounter("souk_config_reloads_total", [("service", "sample"), ("outcome", outcome)]).totalValue
    }

    func isRejected() throws -> Double? {
        try metrics.expectGauge("souk_config_last_rejected", [("service", "sample")]).lastValue
    }
}
