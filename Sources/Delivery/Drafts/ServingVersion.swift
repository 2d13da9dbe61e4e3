package import KubeModel

/// The version that has a service's requests.
package enum ServingVersion {
    /// What delivery notes on the route of a service that it has released.
    package static let annotation = "delivery.souk.dev/stable"

    /// Reads it from the service's VirtualService: the version that is marked, else the only subset there is.
    /// Throws ``DraftFault`` when there is no such.
    package static func of(_ route: KubeObject) throws(DraftFault) -> String {
        if let marked = route.annotations[annotation], !marked.isEmpty { return marked }
        let subsets = subsets(of: route)
        guard let sole = subsets.first, subsets.count == 1 else {
            let found = subsets.isEmpty ? "names no subset" : "sends requests to \(subsets.joined(separator: " and "))"
            throw DraftFault(
                "VirtualService \(route.name) \(found), so that no one version serves. Give one subset all requests in every route first.")
        }
        return sole
    }

    /// All destinations of all routes.
    static func destinations(of route: KubeObject) -> [JSON] { route.spec["http"].elements.flatMap { $0["route"].elements } }

    /// The versions that get requests by some route, sorted.
    package static func subsets(of route: KubeObject) -> [String] {
        Set(destinations(of: route).filter { $0["weight"].int != 0 }.compactMap { $0["destination"]["subset"].string }).sorted()
    }
}
