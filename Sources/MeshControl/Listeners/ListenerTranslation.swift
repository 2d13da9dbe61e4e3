import KubeModel

/// Writes what a proxy listens on.
enum ListenerTranslation {
    /// The name of the forward proxies' routes, as Istio's.
    static let outboundRoutes = "http_proxy"

    static func outbound(_ proxy: MeshProxy) -> JSON {
        listener(proxy.address, proxy.port, chains: [["filters": [ConnectionManager.filter(routes: outboundRoutes, isEdge: false)]]])
    }

    static func edge(_ proxy: MeshProxy, port: Int, chains: [JSON]) -> JSON {
        var listener = listener(proxy.address, port, chains: chains)
        if chains.contains(where: { !$0["filter_chain_match"].isNull }) {
            listener["listener_filters"] = [
                .extend("envoy.filters.listener.tls_inspector", "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector")
            ]
        }
        return listener
    }

    /// What happens to the connections of a gateway's server.
    static func chain(routes: String, hosts: [String] = [], certificate: JSON? = nil) -> JSON {
        var chain: JSON = ["filters": [ConnectionManager.filter(routes: routes, isEdge: true)]]
        if let certificate {
            chain["transport_socket"] = ["name": "envoy.transport_sockets.tls", "typed_config": certificate]
            if !hosts.contains("*") { chain["filter_chain_match"] = ["server_names": JSON(hosts)] }
        }
        return chain
    }

    private static func listener(_ address: String, _ port: Int, chains: [JSON]) -> JSON {
        JSON(
            type: "envoy.config.listener.v3.Listener",
            [
                "name": .string("\(address)_\(port)"),
                "address": ["socket_address": ["address": .string(address), "port_value": .integer(port)]],
                "filter_chains": .array(chains),
            ])
    }
}
