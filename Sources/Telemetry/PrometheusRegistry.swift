package import CoreMetrics
import Synchronization

/// The process's metrics, behind the swift-metrics API and in front of a Prometheus scraper.
///
/// Counters become `counter`, meters and plain recorders `gauge`, aggregating recorders and timers `histogram`; a timer is in seconds
/// and its name ends in `_seconds`. Install it once, first thing: `MetricsSystem.bootstrap(registry)`.
package final class PrometheusRegistry: Sendable {
    private let families = Mutex<[String: MetricFamily]>([:])

    package init() {}

    /// The series of that name and labels, made on first use. A name that is taken by another kind of metric gets a series
    /// that is never shown, so that a mistake in a name costs that metric and nothing else.
    private func series<Series: MetricSeries>(
        _ kind: MetricFamily.Kind, _ label: String, _ dimensions: [(String, String)], make: () -> Series
    ) -> Series {
        let name = MetricName.sanitized(label)
        let labels = MetricName.labels(dimensions)
        return families.withLock { families in
            var family = families[name] ?? MetricFamily(kind: kind, series: [:])
            if let existing = family.series[labels] { return existing as? Series ?? make() }
            let fresh = make()
            guard family.kind == kind else { return fresh }
            family.series[labels] = fresh
            families[name] = family
            return fresh
        }
    }

    /// All metrics in the Prometheus text format, version 0.0.4, sorted by name and labels.
    package func exposition() -> String {
        let snapshot = families.withLock { $0 }
        var text = ""
        for (name, family) in snapshot.sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                series.write(name: name, labels: labels, to: &text)
            }
        }
        return text
    }
}

extension PrometheusRegistry: MetricsFactory {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, dimensions) { CounterSeries() }
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        series(.counter, label, dimensions) { FloatingCounterSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(.gauge, label, dimensions) { GaugeSeries() }
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return series(.gauge, label, dimensions) { GaugeSeries() } }
        return series(.histogram, label, dimensions) { HistogramSeries(bounds: HistogramSeries.countBounds, scale: 1) }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("_seconds") ? label : label + "_seconds"
        return series(.histogram, name, dimensions) { HistogramSeries(bounds: HistogramSeries.secondBounds, scale: 1e-9) }
    }

    /// Takes a gauge out that nobody will set again.
    private func remove(_ handler: AnyObject) {
        families.withLock { families in
            for (name, family) in families where family.kind == .gauge {
                guard let labels = family.series.first(where: { $0.value as? GaugeSeries === handler })?.key else { continue }
                families[name]?.series[labels] = nil
            }
        }
    }

    // The handle of a counter or histogram keeps its series: it must not go back while the process lives.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) {}
}

/// All series of one name.
struct MetricFamily {
    enum Kind: String { case counter, gauge, histogram }
    let kind: Kind
    var series: [String: any MetricSeries]
}

/// One line, or for a histogram one block of lines, of the exposition.
protocol MetricSeries: Sendable {
    /// Appends the sample lines. `labels` is empty or `a="b",c="d"`.
    func write(name: String, labels: String, to text: inout String)
}
