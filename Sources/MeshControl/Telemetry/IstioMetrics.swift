import KubeModel

/// The proxies' own counters under Istio's names and labels, so that the same queries serve here and in a cluster.
///
/// A forward proxy does not know which pod called it: `source_workload` is `unknown` for calls within the mesh, as Istio writes it, and
/// `source_zone` tells whose proxy it was.
package enum IstioMetrics {
    package static let requests = "istio_requests_total"
    package static let duration = "istio_request_duration_milliseconds"
    /// The filter that gives just these of Envoy's statistics.
    package static let filter = #"^istio\."#

    private static let prefix = "envoy_istio_"

    /// The families made of one proxy's exposition.
    package static func families(in text: String, of proxy: MeshProxy) -> [String: PrometheusFamily] {
        var families: [String: PrometheusFamily] = [:]
        for (name, family) in PrometheusText.families(in: text) where name.hasPrefix(prefix) {
            var renamed = PrometheusFamily(type: family.type)
            renamed.samples = family.samples.map { sample in
                var labels = PrometheusText.labels(sample.labels)
                let edge = labels.removeValue(forKey: "le")
                var text = PrometheusText.text(self.labels(labels, proxy))
                if let edge { text += ",le=\"\(edge)\"" }
                return PrometheusSample(name: "istio_" + sample.name.dropFirst(prefix.count), labels: text, value: sample.value)
            }
            // The clusters of a service and of its subset reach the same pods, and Istio's labels do not tell the two apart.
            renamed.addUp()
            families["istio_" + name.dropFirst(prefix.count)] = renamed
        }
        return families
    }

    /// Istio's labels from those of ``RequestMetrics``.
    package static func labels(_ own: [String: String], _ proxy: MeshProxy) -> [String: String] {
        let cluster = (own["cluster"] ?? "").split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let service = cluster.count == 4 ? cluster[3] : "unknown"
        let names = service.split(separator: ".").map(String.init)
        let workload = (own["workload"] ?? "").split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        let isKnown = workload.count == 5
        let subset = cluster.count == 4 && !cluster[2].isEmpty ? cluster[2] : "unknown"
        return [
            "reporter": "source",
            "source_workload": proxy.isEdge ? "istio-ingressgateway" : "unknown",
            "source_zone": proxy.zone ?? proxy.name,
            "destination_service": service,
            "destination_service_name": names.first ?? "unknown",
            "destination_service_namespace": names.count > 1 ? names[1] : "unknown",
            "destination_workload": isKnown ? workload[0] : "unknown",
            "destination_workload_namespace": isKnown ? workload[1] : "unknown",
            "destination_app": isKnown ? workload[2] : "unknown",
            // Where no pod was reached, the subset that the request was meant for.
            "destination_version": isKnown ? workload[3] : subset,
            "destination_zone": isKnown ? workload[4] : "unknown",
            "request_protocol": "http",
            "response_code": own["response_code"] ?? "0",
            "response_flags": own["response_flags"].flatMap { $0.isEmpty ? nil : $0 } ?? "-",
        ]
    }
}
