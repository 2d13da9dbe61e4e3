/// The proxy that plain HTTP calls go through, as the environment names it: in a pod of a mesh without sidecars, the zone's Envoy.
///
/// `http_proxy`, or else `HTTP_PROXY`, holds its address; `no_proxy`, or else `NO_PROXY`, the hosts that are called directly: names (with
/// all below them), addresses, IPv4 networks as `10.0.0.0/8`, any of them with a port, or `*` for all. Loopback is always called directly,
/// as Go's and Python's clients do it.
package struct OutboundProxy: Sendable, Equatable {
    package let host: String
    package let port: Int
    private let exceptions: ProxyExceptions

    /// Nil where no proxy is named. Throws when it is named in a way that cannot be understood.
    package init?(environment: [String: String]) throws(OutboundProxyFault) {
        guard let (name, text) = Self.first(of: ["http_proxy", "HTTP_PROXY"], in: environment) else { return nil }
        let bare = text.hasPrefix("http://") ? String(text.dropFirst("http://".count)) : text
        let authority = bare.hasSuffix("/") ? String(bare.dropLast()) : bare
        guard let address = HostAndPort(authority), !authority.contains("/"), !authority.contains("@") else {
            throw OutboundProxyFault(variable: name, value: text)
        }
        host = address.host
        port = address.port ?? 80
        exceptions = ProxyExceptions(Self.first(of: ["no_proxy", "NO_PROXY"], in: environment)?.value ?? "")
    }

    private static func first(of names: [String], in environment: [String: String]) -> (name: String, value: String)? {
        for name in names {
            if let value = environment[name], !value.isEmpty { return (name, value) }
        }
        return nil
    }

    /// Its own address.
    var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Whether calls to this address go through the proxy.
    package func applies(to baseURL: String) -> Bool {
        guard baseURL.hasPrefix("http://") else { return false }
        let authority = baseURL.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" }
        guard let address = HostAndPort(String(authority)) else { return false }
        return !exceptions.include(address.host.lowercased(), port: address.port ?? 80)
    }
}

/// An environment variable that names no proxy that can be used.
package struct OutboundProxyFault: Error, Equatable, CustomStringConvertible {
    package let variable: String
    package let value: String

    package init(variable: String, value: String) {
        self.variable = variable
        self.value = value
    }

    package var description: String {
        "environment: \(variable) is '\(value)' but must be the address of an HTTP proxy, such as http://127.1.0.1:15001"
    }
}
