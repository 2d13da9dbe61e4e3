import KubeModel
import MeshControl

extension EnvoyResources {
    var json: JSON {
        ["clusters": .object(clusters), "endpoints": .object(endpoints), "routes": .object(routes), "listeners": .object(listeners)]
    }
}

extension JSON {
    private static let shortcuts = [
        "$product": "routes[http_proxy].virtual_hosts[product-service.shop.svc.cluster.local:80]",
        "$order": "routes[http_proxy].virtual_hosts[order-service.shop.svc.cluster.local:80]",
        "$edge": "routes[http.80]",
        "$manager": "filter_chains[0].filters[0].typed_config",
        "$all": "clusters[outbound|80||product-service.shop.svc.cluster.local]",
        "$v1": "clusters[outbound|80|v1|product-service.shop.svc.cluster.local]",
        "$eds": "endpoints[outbound|80||product-service.shop.svc.cluster.local]",
        "$http": "typed_extension_protocol_options[envoy.extensions.upstreams.http.v3.HttpProtocolOptions]",
    ]

    /// The member at a path: `a.b`, `a[0]`, `a[name of an element or key of a member]`, and the shortcuts above.
    func at(_ path: String) -> JSON {
        var path = path
        for (name, long) in Self.shortcuts { path = path.replacing(name, with: long) }
        var value = self
        var rest = path[...]
        while !rest.isEmpty {
            if rest.hasPrefix("[") {
                let key = rest.dropFirst().prefix { $0 != "]" }
                value = value.select(String(key))
                rest = rest.dropFirst(key.count + 2)
            } else {
                let key = rest.prefix { $0 != "." && $0 != "[" }
                if !key.isEmpty { value = value[String(key)] }
                rest = rest.dropFirst(key.count)
            }
            if rest.hasPrefix(".") { rest = rest.dropFirst() }
        }
        return value
    }

    private func select(_ key: String) -> JSON {
        guard let elements = array else { return self[key] }
        if let index = Int(key) { return elements.indices.contains(index) ? elements[index] : .null }
        return elements.first { $0["name"].string == key } ?? .null
    }

    /// Whether everything of `part` is in it; lists must be of the same length.
    func contains(_ part: JSON) -> Bool {
        switch (self, part) {
        case (.object, .object(let members)): members.allSatisfy { self[$0.key].contains($0.value) }
        case (.array(let mine), .array(let theirs)): mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.contains($1) }
        default: self == part || (double != nil && double == part.double)
        }
    }
}
