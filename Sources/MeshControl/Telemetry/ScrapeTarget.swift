package import KubeModel

/// One place that metrics are read from, and what is added to them.
package struct ScrapeTarget: Sendable, Equatable {
    package let url: String
    package let labels: [String: String]

    package init(url: String, labels: [String: String]) {
        self.url = url
        self.labels = labels
    }

    /// The metrics of a pod that asks to be scraped by the usual annotations; nil for any other.
    /// - Parameter services: The services of its namespace, by whose selector the pod gets its `service`.
    package init?(_ pod: KubeObject, services: [KubeObject], zones: [String: String]) {
        let wishes = pod.annotations
        guard wishes["prometheus.io/scrape"] == "true", let address = pod.status["podIP"].string,
            pod.status["phase"].string == "Running", let port = wishes["prometheus.io/port"].flatMap(Int.init)
        else { return nil }
        url = "http://\(address):\(port)\(wishes["prometheus.io/path"] ?? "/metrics")"
        let node = pod["spec", "nodeName"].string ?? ""
        var labels = ["namespace": pod.namespace, "pod": pod.name, "node": node, "zone": zones[node] ?? ""]
        labels["service"] = services.first { Self.selects($0, pod) }?.name
        labels["version"] = pod.labels["version"]
        self.labels = labels
    }

    private static func selects(_ service: KubeObject, _ pod: KubeObject) -> Bool {
        let selector = service.spec["selector"].strings
        return !selector.isEmpty && service.namespace == pod.namespace && selector.allSatisfy { pod.labels[$0.key] == $0.value }
    }

    /// The families with the target's labels; a label of the pod's own that has the same name is kept as `exported_…`, as Prometheus does.
    package func labelled(_ families: [String: PrometheusFamily]) -> [String: PrometheusFamily] {
        let added = PrometheusText.text(labels)
        return families.mapValues { family in
            var family = family
            family.samples = family.samples.map { sample in
                var sample = sample
                if labels.keys.contains(where: { sample.labels.contains("\($0)=") }) {
                    let own = PrometheusText.labels(sample.labels)
                    let renamed = own.map { (labels[$0.key] == nil ? $0.key : "exported_\($0.key)", $0.value) }
                    sample.labels = PrometheusText.text(Dictionary(renamed) { $1 })
                }
                sample.labels = sample.labels.isEmpty ? added : "\(added),\(sample.labels)"
                return sample
            }
            return family
        }
    }
}
