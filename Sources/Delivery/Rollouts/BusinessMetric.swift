package import ReleaseEngine

/// A metric of the shop's business that is known by its name; its series stand with the other metrics.
package enum BusinessMetric: String, Sendable, CaseIterable {
    /// Orders that fail.
    case orders
    /// Payments that fail, also by being declined: a version that has everybody declined shows nowhere else.
    case payments

    /// The service that counts it.
    package var service: String {
        switch self {
        case .orders: "order-service"
        case .payments: "payment-service"
        }
    }

    /// The metric by which a service is judged beside errors and latency; nil for one that has none.
    package init?(of service: String) {
        guard let metric = Self.allCases.first(where: { $0.service == service }) else { return nil }
        self = metric
    }

    package var limit: MetricLimit { .business(rawValue) }
}
