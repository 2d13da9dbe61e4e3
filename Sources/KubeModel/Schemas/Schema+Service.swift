// Services and the addresses behind them.

private let core = SchemaPackage("io.k8s.api.core.v1")
private let discovery = SchemaPackage("io.k8s.api.discovery.v1")

extension Schema {
    /// A name and ports for pods that labels select.
    static let service = core.kind("Service", "A name and ports for pods that labels select.") {
        Field("spec", as: serviceSpec)
        Field("status", as: serviceStatus)
    }

    private static let serviceSpec = core.type("ServiceSpec") {
        Field("allocateLoadBalancerNodePorts", "publishNotReadyAddresses", as: .boolean)
        Field("clusterIP", as: .string)
        Field("clusterIPs", "ipFamilies", as: .strings)
        Field("externalIPs", "loadBalancerSourceRanges", as: .strings).ignored("services are reached through the mesh and its gateway")
        Field("externalName", "loadBalancerClass", "loadBalancerIP", "trafficDistribution", as: .string).ignored(
            "services are reached through the mesh and its gateway")
        Field("externalTrafficPolicy", "internalTrafficPolicy", as: .choice("Cluster", "Local")).ignored(
            "services are reached through the mesh and its gateway")
        Field("healthCheckNodePort", as: .int32)
        Field("ipFamilyPolicy", as: .choice("PreferDualStack", "RequireDualStack", "SingleStack"))
        Field("ports", as: .list(of: servicePort, by: "port", "protocol")).about("The ports that it offers.")
        Field("selector", as: .stringMap).atomic().about("Labels of the pods behind it.")
        Field("sessionAffinity", as: .choice("ClientIP", "None")).defaulting(to: "None").ignored(
            "consistent hashing is declared by a DestinationRule")
        Field("sessionAffinityConfig", as: sessionAffinityConfig).ignored("consistent hashing is declared by a DestinationRule")
        Field("type", as: .choice("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")).defaulting(to: "ClusterIP").ignored(
            "services are reached through the mesh and its gateway")
    }

    private static let servicePort = core.type("ServicePort") {
        Field("appProtocol", "name", as: .string)
        Field("nodePort", as: .int32).ignored("services are reached through the mesh and its gateway")
        Field("port", as: .int32).required().about("The port of the service.")
        Field("protocol", as: .choice("SCTP", "TCP", "UDP")).defaulting(to: "TCP")
        Field("targetPort", as: .integerOrString).about("The port of the pods, by number or name.")
    }

    private static let sessionAffinityConfig = core.type("SessionAffinityConfig") {
        Field("clientIP", as: clientIPConfig)
    }

    private static let clientIPConfig = core.type("ClientIPConfig") {
        Field("timeoutSeconds", as: .int32)
    }

    private static let serviceStatus = core.type("ServiceStatus") {
        Field("conditions", as: .list(of: condition, by: "type"))
        Field("loadBalancer", as: loadBalancerStatus)
    }

    private static let loadBalancerStatus = core.type("LoadBalancerStatus") {
        Field("ingress", as: .list(of: loadBalancerIngress))
    }

    private static let loadBalancerIngress = core.type("LoadBalancerIngress") {
        Field("hostname", "ip", "ipMode", as: .string)
        Field("ports", as: .list(of: portStatus))
    }

    private static let portStatus = core.type("PortStatus") {
        Field("error", "protocol", as: .string)
        Field("port", as: .int32)
    }

    /// The addresses behind a service.
    static let endpointSlice = discovery.kind("EndpointSlice", "The addresses behind a service.") {
        Field("addressType", as: .choice("FQDN", "IPv4", "IPv6")).required()
        Field("endpoints", as: .list(of: endpoint))
        Field("ports", as: .list(of: endpointPort))
    }

    private static let endpoint = discovery.type("Endpoint") {
        Field("addresses", as: .set(of: .string)).required()
        Field("conditions", as: endpointConditions)
        Field("deprecatedTopology", as: .stringMap)
        Field("hints", as: endpointHints)
        Field("hostname", "nodeName", "zone", as: .string)
        Field("targetRef", as: objectReference)
    }

    private static let endpointConditions = discovery.type("EndpointConditions") {
        Field("ready", "serving", "terminating", as: .boolean)
    }

    private static let endpointHints = discovery.type("EndpointHints") {
        Field("forNodes", as: .list(of: forNode))
        Field("forZones", as: .list(of: forZone))
    }

    private static let forNode = discovery.type("ForNode") {
        Field("name", as: .string).required()
    }

    private static let forZone = discovery.type("ForZone") {
        Field("name", as: .string).required()
    }

    private static let endpointPort = discovery.type("EndpointPort", isAtomic: true) {
        Field("appProtocol", as: .string)
        Field("name", as: .string).defaulting(to: "")
        Field("port", as: .int32)
        Field("protocol", as: .choice("SCTP", "TCP", "UDP")).defaulting(to: "TCP")
    }
}
