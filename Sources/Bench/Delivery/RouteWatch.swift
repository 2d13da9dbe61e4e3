import Foundation
import KubeModel
import Synchronization

/// Notes when which weights of a service came into force in every proxy.
final class RouteWatch: Sendable {
    /// One generation of the route, and when it was seen in force.
    struct Sighting: Sendable {
        let at: Date
        /// Percent by version, of the last route.
        let weights: [String: Int]
    }

    private let api: any ObjectAPI
    private let service: String
    private let sightings = Mutex<[Sighting]>([])

    init(_ service: String, _ api: any ObjectAPI) {
        self.api = api
        self.service = service
    }

    /// Watches until its task is cancelled.
    func run() async {
        for await update in ObjectStream(.virtualServices, namespace: MeasuredCluster.namespace, of: api) {
            switch update {
            case .synced(let list): list.items.forEach(take)
            case .changed(let object): take(object)
            case .deleted, .interrupted, .resumed: break
            }
        }
    }

    private func take(_ route: KubeObject) {
        guard route.name == service, route.isTrue("Reconciled"), route.condition("Reconciled")["observedGeneration"].int == route.generation
        else { return }
        var weights: [String: Int] = [:]
        for destination in route.spec["http"].elements.last?["route"].elements ?? [] {
            weights[destination["destination"]["subset"].string ?? "", default: 0] += destination["weight"].int ?? 100
        }
        let sighting = Sighting(at: Date(), weights: weights)
        sightings.withLock { $0.append(sighting) }
    }

    /// When the version first had at least so much in force after `start`; nil if it never did.
    func reached(_ weight: Int, of version: String, after start: Date) -> Date? {
        sightings.withLock { $0.first { $0.at > start && $0.weights[version] ?? 0 >= weight }?.at }
    }

    /// When the version first had nothing in force after `start`, waiting for what may still be on its way here.
    func awaitGone(_ version: String, after start: Date, within limit: Duration = .seconds(5)) async throws -> Date? {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let date = gone(version, after: start) { return date }
            try await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }

    /// When the version first had nothing in force after `start`; nil if it was not seen yet.
    private func gone(_ version: String, after start: Date) -> Date? {
        sightings.withLock { $0.first { $0.at > start && $0.weights[version] ?? 0 == 0 }?.at }
    }
}
