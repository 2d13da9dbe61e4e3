import AsyncHTTPClient
import Delivery
import Foundation
import KubeModel
import Logging

/// Puts the delivery controller together from an API and a source of metrics.
struct DeliveryAssembly: Sendable {
    /// Where releases are measured.
    enum Metrics: Sendable, Hashable {
        /// A page of metrics that is read whole, such as that of `souk up`.
        case exposition(String)
        case prometheus(String)

        /// `http://…/metrics`, or `prometheus:http://…` without a path; nil for anything else.
        init?(_ text: String) {
            let prefix = "prometheus:"
            let isPrometheus = text.hasPrefix(prefix)
            let url = isPrometheus ? String(text.dropFirst(prefix.count)) : text
            guard let parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme), parts.host?.isEmpty == false else {
                return nil
            }
            self = isPrometheus ? .prometheus(url) : .exposition(url)
        }
    }

    let api: any ObjectAPI
    let namespace: String
    /// Another one for each controller that may run at the same time. One that comes again under its name goes on at once.
    let identity: String
    let metrics: Metrics
    let http: HTTPClient
    let logger: Logger

    var controller: DeliveryController {
        let source = source
        let now: @Sendable () -> KubeTime = { KubeTime(secondsSince1970: Date().timeIntervalSince1970) }
        return DeliveryController(
            api: api, namespace: namespace, identity: identity,
            worlds: { fenced in
                [.release: ReleaseWorld(fenced, now: now), .config: ConfigWorld(fenced, source: source, now: now)]
            }, metrics: source, now: now, logger: logger)
    }

    private var source: any MetricSource {
        switch metrics {
        case .exposition(let url): ExpositionSource(url: url, http: http)
        case .prometheus(let url): PrometheusSource(url: url, http: http)
        }
    }
}
