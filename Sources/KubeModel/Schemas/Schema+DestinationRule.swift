// Istio's policies for a host: https://istio.io/latest/docs/reference/config/networking/destination-rule/

private let istio = SchemaPackage("io.istio.networking.v1")

extension Schema {
    /// How the hosts that routes name are called.
    static let destinationRule = istio.kind("DestinationRule", "Subsets of a service, and how its pods are called.") {
        Field("spec", as: destinationRuleSpec).required()
        Field("status", as: istioStatus)
    }

    private static let destinationRuleSpec = istio.type("DestinationRuleSpec") {
        Field("exportTo", as: .strings)
        Field("host", as: .string).required().about("The service.")
        Field("subsets", as: .list(of: subset)).about("Its pods, told apart by labels.")
        Field("trafficPolicy", as: trafficPolicy).about("How its pods are called.")
        Field("workloadSelector", as: workloadSelector).ignored("a zone's pods share one proxy")
    }

    private static let subset = istio.type("Subset") {
        Field("labels", as: .stringMap)
        Field("name", as: .string).required()
        Field("trafficPolicy", as: trafficPolicy)
    }

    private static let workloadSelector = istio.type("WorkloadSelector") {
        Field("matchLabels", as: .stringMap)
    }

    private static let trafficPolicy = istio.type("TrafficPolicy") {
        Field("connectionPool", as: connectionPool).about("How many connections and requests may be open at once.")
        Field("loadBalancer", as: loadBalancer).about("Which pod gets a request.")
        Field("outlierDetection", as: outlierDetection).about("When a pod that fails is left out for a while.")
        Field("portLevelSettings", as: .list(of: portLevelSettings)).ignored("a policy counts for all ports")
        Field("proxyProtocol", as: proxyProtocol).ignored("pods are called by HTTP")
        Field("tls", as: clientTLS).ignored("traffic between pods stays on loopback, in plain text")
        Field("tunnel", as: tunnel).ignored("pods are called by HTTP")
    }

    private static let portLevelSettings = istio.type("PortTrafficPolicy") {
        Field("connectionPool", as: connectionPool)
        Field("loadBalancer", as: loadBalancer)
        Field("outlierDetection", as: outlierDetection)
        Field("port", as: portSelector)
        Field("tls", as: clientTLS)
    }

    private static let connectionPool = istio.type("ConnectionPoolSettings") {
        Field("http", as: httpPool)
        Field("tcp", as: tcpPool)
    }

    private static let httpPool = istio.type("HTTPSettings") {
        Field("h2UpgradePolicy", as: .choice("DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"))
        Field("http1MaxPendingRequests", "http2MaxRequests", as: .int32)
        Field("idleTimeout", as: .string)
        Field("maxConcurrentStreams", "maxRequestsPerConnection", "maxRetries", as: .int32)
        Field("useClientProtocol", as: .boolean)
    }

    private static let tcpPool = istio.type("TCPSettings") {
        Field("connectTimeout", "idleTimeout", "maxConnectionDuration", as: .string)
        Field("maxConnections", as: .int32)
        Field("tcpKeepalive", as: tcpKeepalive)
    }

    private static let tcpKeepalive = istio.type("TcpKeepalive") {
        Field("interval", "time", as: .string)
        Field("probes", as: .int64)
    }

    private static let loadBalancer = istio.type("LoadBalancerSettings") {
        Field("consistentHash", as: consistentHash)
        Field("localityLbSetting", as: localityLoadBalancing).about("To which zones requests go, and where when one fails.")
        Field(
            "simple", as: .choice("UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST"))
        Field("warmup", as: warmup).ignored("a pod gets its full share at once")
        Field("warmupDurationSecs", as: .string).ignored("a pod gets its full share at once")
    }

    private static let consistentHash = istio.type("ConsistentHashLB") {
        Field(
            "httpCookie",
            as: .object {
                Field("name", as: .string).required(); Field("path", "ttl", as: .string)
            })
        Field("httpHeaderName", "httpQueryParameterName", as: .string)
        Field("maglev", as: .object { Field("tableSize", as: .int64) })
        Field("minimumRingSize", as: .int64)
        Field("ringHash", as: .object { Field("minimumRingSize", as: .int64) })
        Field("useSourceIp", as: .boolean)
    }

    private static let localityLoadBalancing = istio.type("LocalityLoadBalancerSetting") {
        Field(
            "distribute",
            as: .list(
                of: .object {
                    Field("from", as: .string); Field("to", as: .map(of: .int64))
                }))
        Field("enabled", as: .boolean)
        Field("failover", as: .list(of: .object { Field("from", "to", as: .string) }))
        Field("failoverPriority", as: .strings)
    }

    private static let warmup = istio.type("WarmupConfiguration") {
        Field("aggression", "minimumPercent", as: .number)
        Field("duration", as: .string).required()
    }

    private static let outlierDetection = istio.type("OutlierDetection") {
        Field("baseEjectionTime", "interval", as: .string)
        Field("consecutive5xxErrors", "consecutiveErrors", "consecutiveGatewayErrors", "consecutiveLocalOriginFailures", as: .int64)
        Field("maxEjectionPercent", "minHealthPercent", as: .int32)
        Field("splitExternalLocalOriginErrors", as: .boolean)
    }

    private static let clientTLS = istio.type("ClientTLSSettings") {
        Field("caCertificates", "caCrl", "clientCertificate", "credentialName", "privateKey", "sni", as: .string)
        Field("insecureSkipVerify", as: .boolean)
        Field("mode", as: .choice("DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"))
        Field("subjectAltNames", as: .strings)
    }

    private static let proxyProtocol = istio.type("ProxyProtocol") {
        Field("version", as: .choice("V1", "V2"))
    }

    private static let tunnel = istio.type("TunnelSettings") {
        Field("protocol", as: .string)
        Field("targetHost", as: .string).required()
        Field("targetPort", as: .int64).required()
    }
}
