package import KubeModel
package import ReleaseEngine

/// A service's VirtualService as far as it splits the service's requests between versions, which are subsets of the service's
/// DestinationRule. Only routes all of whose destinations are the service are looked at and changed; whatever else stands in the object
/// stays as it is.
package struct RouteSplit: Sendable {
    package let object: KubeObject
    package let service: String
    package let mark: RouteMark

    package init(_ object: KubeObject, service: String) {
        self.object = object
        self.service = service
        mark = RouteMark(of: object)
    }

    /// The version that serves: the one that is marked, or the only one that the routes of a service know that was never released.
    package var servingVersion: String? {
        if let stable = mark.stable { return stable }
        guard mark.writer == nil, !shares.isEmpty else { return nil }
        let versions = Set(shares.flatMap(\.keys))
        guard versions.count == 1, let sole = versions.first, !sole.isEmpty else { return nil }
        return sole
    }

    /// Whether there is anything to split.
    package var hasRoutes: Bool { !shares.isEmpty }

    /// How the requests are split between two versions.
    /// - Returns: The split, and whether it is all there is: not if routes differ, or if a third version gets requests, or if the routes of
    ///   a preview are not those that belong to it. The share of the new version is then the least that it has in any route.
    package func observed(stable: String, new: String) -> (split: TrafficSplit, isWhole: Bool) {
        let known: Set = [stable, new]
        let shares = shares
        let newShares = Set(shares.map { $0[new] ?? 0 })
        let hasOthers = shares.contains { !known.isSuperset(of: $0.keys) }
        let split = TrafficSplit(new: newShares.min() ?? 0, preview: mark.preview)
        return (split, newShares.count == 1 && !hasOthers && hasPreview(of: new))
    }

    /// The object with another split, and with what is noted of it.
    package func written(_ split: TrafficSplit, stable: String, new: String, mark: RouteMark) -> KubeObject {
        var object = object
        let shares = Dictionary([(stable, split.stable), (new, split.new)]) { $0 + $1 }
        var routes = routes.map { isOwn($0) ? Self.divided($0, shares) : $0 }
        if let header = split.preview { routes = previews(of: routes, header, to: new) + routes }
        object["spec", "http"] = .array(routes)
        var mark = mark
        mark.preview = split.preview
        mark.write(to: &object)
        return object
    }
}

extension RouteSplit {
    /// All routes but the previews'.
    private var routes: [JSON] { object.spec["http"].elements.filter { !isPreview($0) } }

    /// For each of the service's routes: percent of the requests by version, without those that get none. A destination without a subset
    /// is the version "".
    private var shares: [[String: Int]] {
        routes.filter(isOwn).map { route in
            let destinations = route["route"].elements
            let weights = destinations.map { $0["weight"].int ?? (destinations.count == 1 ? 100 : 0) }
            let total = max(weights.reduce(0, +), 1)
            return zip(destinations, weights).reduce(into: [:]) { shares, each in
                guard each.1 > 0 else { return }
                shares[each.0["destination"]["subset"].string ?? "", default: 0] += (each.1 * 100 + total / 2) / total
            }
        }
    }

    private func isOwn(_ route: JSON) -> Bool {
        let hosts = route["route"].elements.map { $0["destination"]["host"].string ?? "" }
        let names: Set = [service, "\(service).\(object.namespace)", "\(service).\(object.namespace).svc.cluster.local"]
        return !hosts.isEmpty && hosts.allSatisfy(names.contains)
    }

    /// Another object of the same service with the split of this one.
    package func carried(into other: KubeObject) -> KubeObject {
        let (whole, fallback) = (shares.first, mark.stable.map { [$0: 100] })
        guard let shares = Set(shares).count == 1 ? whole : fallback else { return other }
        var http = other.spec["http"].elements.map { isOwn($0) ? Self.divided($0, shares) : $0 }
        if let header = mark.preview, let new = previewed {
            http = previews(of: http, header, to: new) + http
        }
        var other = other
        other["spec", "http"] = .array(http)
        return other
    }

    private static func divided(_ route: JSON, _ shares: [String: Int]) -> JSON {
        let template = route["route"].elements.first ?? .null
        var route = route
        route["route"] = .array(
            shares.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { version, weight in
                var destination = template
                destination["destination"]["subset"] = version.isEmpty ? .null : .string(version)
                destination["weight"] = .integer(weight)
                return destination
            })
        return route
    }
}

extension RouteSplit {
    private static let previewPrefix = "preview-"

    private func isPreview(_ route: JSON) -> Bool {
        guard let header = mark.preview, route["name"].string?.hasPrefix(Self.previewPrefix) == true else { return false }
        let matches = route["match"].elements
        return !matches.isEmpty && matches.allSatisfy { $0["headers"][header.name]["exact"].string == header.value }
    }

    /// The version that the present previews lead to.
    private var previewed: String? {
        object.spec["http"].elements.first(where: isPreview)?["route"][0]["destination"]["subset"].string
    }

    /// Whether the previews are those that the present routes ask for.
    private func hasPreview(of new: String) -> Bool {
        let wanted = mark.preview.map { previews(of: routes, $0, to: new) } ?? []
        return object.spec["http"].elements == wanted + routes
    }

    /// A route for each of the service's that is like it, for requests that have the header besides.
    private func previews(of routes: [JSON], _ header: PreviewHeader, to new: String) -> [JSON] {
        routes.filter(isOwn).enumerated().map { index, route in
            var preview = Self.divided(route, [new: 100])
            preview["name"] = .string(Self.previewPrefix + (route["name"].string ?? String(index)))
            let matches = route["match"].elements
            preview["match"] = .array(
                (matches.isEmpty ? [[:]] : matches).map { match in
                    var match = match
                    match["headers"][header.name] = ["exact": .string(header.value)]
                    return match
                })
            return preview
        }
    }
}
