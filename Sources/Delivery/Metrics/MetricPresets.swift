/// The series of the metrics that are known by name, for one rollout.
///
/// What stands behind them:
/// - `errors` of a Release are the answers that callers got, as the proxies of the callers counted them. An attempt of a proxy that it
///   repeated is not among them, as in Istio: a version all of whose failures are made good by retries is not found out by its errors.
/// - A client that left before its answer was complete (the flags `DC` and `DR`) has neither succeeded nor failed, whatever the code is;
///   any other request without a code (`0`) has failed. That clients leave because they wait for too long is seen in `latency`, which
///   counts them. An answer that was cut off after its head keeps its code, as in Istio (`200` with the flag `UPE`), and is not found here.
/// - `orders` are the decisions of order-service. Failed are those that the shop owes, not the customer: no payment service, no product
///   service, a payment that stayed unresolved, a promise that was broken later (`cancelled_out_of_stock`, `cancelled_payment_lost`). No
///   failures are `out_of_stock`, `payment_declined` and `payment_invalid`, which are answers. An order that the customer calls off
///   (`cancelled_requested`) was counted when it was decided and is not tried again by that. What a later version adds counts as failed.
/// - `payments` are what became of the calls to the payment provider. Failed are refunds that were refused, calls without an answer, and
///   also declines: the buyers' own are the same share on both sides, and a version that has everybody declined shows in nothing else.
///   What one version began and another takes up after a crash counts for the latter, here and in `orders`.
package struct MetricPresets: Sendable {
    private static let clientLeft = "(.*,)?(DC|DR)(,.*)?"
    private static let decidedWell = "confirmed|out_of_stock|payment_declined|payment_invalid"
    private static let paidWell = "authorized|captured|voided|refunded"

    private let kind: RolloutKind
    private let service: String
    private let namespace: String

    /// - Parameters:
    ///   - service: What is rolled out.
    ///   - namespace: Where it runs.
    package init(_ kind: RolloutKind, service: String, namespace: String) {
        self.kind = kind
        self.service = service
        self.namespace = namespace
    }

    /// The question behind a name: `errors`, `latency`, `medianLatency`, or the business metric of just this service; nil for any other.
    package func question(_ metric: String) -> MetricQuestion? {
        switch metric {
        case "errors": MetricQuestion(metric, errors)
        case "latency", "medianLatency": MetricQuestion(metric, latency)
        default: BusinessMetric(of: service).flatMap { $0.rawValue == metric ? MetricQuestion(metric, outcomes(of: $0)) : nil }
        }
    }

    /// Those of several names, each from `own` where that has it. A name without a question is left out.
    package func questions(_ metrics: [String], own: [MetricQuestion] = []) -> [MetricQuestion] {
        metrics.compactMap { metric in own.first { $0.metric == metric } ?? question(metric) }
    }

    /// What tells which pods of the service were read, for ``MetricReadings``.
    package var presence: [String] { ["up\(selector(pods))"] }

    /// The version that a series tells of: that of the one who answered where a proxy counted, otherwise of the pod that it is from.
    package static func version(of labels: [String: String]) -> String? {
        labels["destination_version"] ?? labels["version"]
    }

    private var errors: MetricQuestion.Series {
        switch kind {
        case .release:
            let stayed = proxies + [#"response_flags!~"\#(Self.clientLeft)""#]
            return .outcomes(
                attempts: "istio_requests_total\(selector(stayed))",
                failures: "istio_requests_total\(selector(stayed + [#"response_code=~"5..|0""#]))")
        case .config:
            return .outcomes(
                attempts: "souk_http_requests_total\(selector(pods))",
                failures: "souk_http_requests_total\(selector(pods + [#"status=~"5..""#]))")
        }
    }

    private var latency: MetricQuestion.Series {
        switch kind {
        case .release:
            .latencies(buckets: "istio_request_duration_milliseconds_bucket\(selector(proxies))", millisecondsPerUnit: 1)
        case .config:
            .latencies(buckets: "souk_http_request_duration_seconds_bucket\(selector(pods))", millisecondsPerUnit: 1_000)
        }
    }

    private func outcomes(of metric: BusinessMetric) -> MetricQuestion.Series {
        switch metric {
        case .orders:
            let decided = pods + [#"outcome!="cancelled_requested""#]
            return .outcomes(
                attempts: "souk_orders_total\(selector(decided))",
                failures: "souk_orders_total\(selector(decided + [#"outcome!~"\#(Self.decidedWell)""#]))")
        case .payments:
            return .outcomes(
                attempts: "souk_payments_total\(selector(pods))",
                failures: "souk_payments_total\(selector(pods + [#"outcome!~"\#(Self.paidWell)""#]))")
        }
    }

    private var proxies: [String] {
        [
            #"reporter="source""#, "destination_service_name=\(SeriesSelector.quoted(service))",
            "destination_service_namespace=\(SeriesSelector.quoted(namespace))",
        ]
    }

    private var pods: [String] {
        ["namespace=\(SeriesSelector.quoted(namespace))", "service=\(SeriesSelector.quoted(service))"]
    }

    private func selector(_ conditions: [String]) -> String { "{\(conditions.joined(separator: ","))}" }
}
