extension Defaulting {
    /// A service: ports that are not mapped are the pods' own.
    static func deriveService(_ spec: inout JSON) {
        spec.change("ports") { port in
            if port["targetPort"] == 0 { port.remove("targetPort") }
            port.fill("targetPort", with: port["port"])
        }
        let type = spec["type"].string ?? "ClusterIP"
        if type != "ExternalName" { spec.fill("internalTrafficPolicy", with: "Cluster") }
        if ["NodePort", "LoadBalancer"].contains(type) { spec.fill("externalTrafficPolicy", with: "Cluster") }
        if type == "LoadBalancer" { spec.fill("allocateLoadBalancerNodePorts", with: true) }
        if spec["sessionAffinity"] == "ClientIP", spec[path: ["sessionAffinityConfig", "clientIP", "timeoutSeconds"]].isNull {
            spec[path: ["sessionAffinityConfig", "clientIP", "timeoutSeconds"]] = 10800
        }
    }
}
