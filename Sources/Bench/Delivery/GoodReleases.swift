import Foundation
import KubeModel
import LoadGenerator

/// Sound versions of every service in turn, for as long as so many requests take.
struct GoodReleases: Sendable {
    /// What the visitors noticed.
    struct Result: Codable, Sendable {
        let hasRetries: Bool
        let releases: Int
        let promoted: Int
        let requests: Int
        let failed: Int
        /// The answers that were no success, and how often.
        let failures: [String: Int]
        let p99Milliseconds: Double
    }

    private static let services = ["product-service", "order-service", "payment-service", "storefront"]
    /// No release is begun when less than so much of the load is left: without requests none comes to its end.
    private static let reserve: Duration = .seconds(150)
    private static let options = ["--steps", "10:5s,50:5s", "--drain", "5s", "--deadline", "5m"]

    let shop: ReleasedShop
    let plan: DeliveryPlan

    func run(hasRetries: Bool) async throws -> Result {
        if !hasRetries { try await shop.switchRetriesOff() }
        let name = "good releases, retries \(hasRetries ? "on" : "off")"
        let (phases, load) = try await shop.underLoad(rate: plan.rate, seconds: plan.seconds) {
            let end = ContinuousClock.now + .seconds(plan.seconds)
            var phases: [String] = []
            repeat {
                let service = Self.services[phases.count % Self.services.count]
                progress("delivery: \(name), \(service) after \(phases.count) releases")
                let release = try await shop.release(service, image: "local", Self.options)
                phases.append(release.status["phase"].string ?? "")
            } while ContinuousClock.now + Self.reserve < end
            return phases
        }
        let failures = load.total.labels.filter { !$0.key.hasPrefix("2") }
        return Result(
            hasRetries: hasRetries, releases: phases.count, promoted: phases.count { $0 == "Succeeded" }, requests: load.total.finished,
            failed: load.failed + load.shed + load.dropped, failures: failures,
            p99Milliseconds: Double(load.total.latency.p99) / 1000)
    }
}
