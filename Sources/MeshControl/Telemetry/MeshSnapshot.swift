/// What the proxies counted up to one moment.
package struct MeshSnapshot: Sendable, Equatable {
    /// One series: the requests of one proxy to one version of one service with one kind of outcome.
    package struct Series: Sendable, Hashable {
        package let proxy: String
        /// `product-service.shop.svc.cluster.local`
        package let service: String
        package let workload: String
        package let version: String
        /// The HTTP status; 0 when the client left before there was one.
        package let code: Int
        /// Envoy's flags for what went wrong; `-` for nothing.
        package let flags: String
    }

    package struct Counts: Sendable, Equatable {
        package var requests = 0
        /// The sum of their durations in milliseconds.
        package var milliseconds = 0.0
        /// How many took at most so many milliseconds; the last is without limit.
        package var buckets: [Double: Int] = [:]
    }

    package var series: [Series: Counts] = [:]
    /// The proxies that did not answer.
    package var silent: [String] = []

    package init() {}

    mutating func add(_ families: [String: PrometheusFamily], proxy: String) {
        for sample in families[IstioMetrics.requests]?.samples ?? [] {
            update(sample, proxy) { counts, _ in counts.requests = Int(sample.value) ?? 0 }
        }
        for sample in families[IstioMetrics.duration]?.samples ?? [] {
            update(sample, proxy) { counts, labels in
                if sample.name.hasSuffix("_sum") { counts.milliseconds = Double(sample.value) ?? 0 }
                guard sample.name.hasSuffix("_bucket"), let edge = labels["le"] else { return }
                counts.buckets[edge == "+Inf" ? .infinity : Double(edge) ?? 0] = Int(sample.value) ?? 0
            }
        }
    }

    private mutating func update(
        _ sample: PrometheusSample, _ proxy: String, _ change: (inout Counts, [String: String]) -> Void
    ) {
        let labels = PrometheusText.labels(sample.labels)
        let key = Series(
            proxy: proxy, service: labels["destination_service"] ?? "", workload: labels["destination_workload"] ?? "",
            version: labels["destination_version"] ?? "", code: labels["response_code"].flatMap(Int.init) ?? 0,
            flags: labels["response_flags"] ?? "-")
        change(&series[key, default: Counts()], labels)
    }
}

extension MeshSnapshot {
    /// The requests to a version of a service since `earlier`, all proxies and outcomes together that `includes` takes. A proxy that was
    /// started anew in between counts from zero.
    package func counts(
        of service: String, version: String, since earlier: MeshSnapshot = MeshSnapshot(), where includes: (Series) -> Bool = { _ in true }
    ) -> Counts {
        var sum = Counts()
        for (key, now) in series where key.service == service && key.version == version && includes(key) {
            let before = earlier.series[key].flatMap { $0.requests <= now.requests ? $0 : nil } ?? Counts()
            sum.requests += now.requests - before.requests
            sum.milliseconds += now.milliseconds - before.milliseconds
            for (edge, count) in now.buckets { sum.buckets[edge, default: 0] += count - (before.buckets[edge] ?? 0) }
        }
        return sum
    }
}
