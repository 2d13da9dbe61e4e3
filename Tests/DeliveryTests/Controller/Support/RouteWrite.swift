import KubeModel

/// One state of the route, as the data plane saw it.
struct RouteWrite: Sendable, Equatable {
    let intent: Int?
    /// `v1=80 v2=20`, with a `!` where the routes differ.
    let weights: String

    init(_ route: KubeObject) {
        intent = route.annotations["delivery.souk.dev/intent"].flatMap(Int.init)
        weights = Self.text(route)
    }

    static func text(_ route: KubeObject) -> String {
        let texts = route.spec["http"].elements.map { http in
            http["route"].elements.map { "\($0["destination"]["subset"].string ?? "")=\($0["weight"].int ?? 100)" }.sorted()
                .joined(separator: " ")
        }
        return Set(texts).count == 1 ? texts[0] : "!" + texts.joined(separator: " / ")
    }

    /// The share of a version in the first route.
    static func weight(of version: String, in route: KubeObject) -> Int {
        route.spec["http"][0]["route"].elements.first { $0["destination"]["subset"].string == version }.map { $0["weight"].int ?? 100 } ?? 0
    }
}
