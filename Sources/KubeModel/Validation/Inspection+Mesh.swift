// What Istio's own validation says of destinations and gateways.

extension Inspection {
    /// A host by name or with a wildcard as its first part.
    mutating func checkHost(_ host: LocatedValue) {
        let text = host.text
        if text == "*" { return }
        let rest = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
        for fault in NameSyntax.subdomain.faults(in: rest.lowercased()) { invalid(host, fault) }
    }

    /// A duration that is there.
    mutating func checkDuration(_ value: LocatedValue, atLeast least: Duration = .zero) {
        guard let text = value.json.string else { return }
        guard let duration = GoDuration.parse(text) else { return invalid(value, "must be a duration such as 1.5s or 250ms") }
        if duration < least { invalid(value, "must be at least 1ms") }
    }

    /// A DestinationRule: its subsets and policies.
    mutating func checkDestinationRule(_ spec: LocatedValue) {
        if !spec["host"].text.isEmpty { checkHost(spec["host"]) }
        let subsets = spec["subsets"].elements
        for subset in subsets {
            check(subset["name"], .label)
            checkLabels(subset["labels"])
            checkPolicy(subset["trafficPolicy"])
        }
        checkUnique(subsets.map { $0["name"] })
        checkPolicy(spec["trafficPolicy"])
    }

    private mutating func checkPolicy(_ policy: LocatedValue) {
        let pool = policy["connectionPool"]
        checkDuration(pool["tcp"]["connectTimeout"], atLeast: .milliseconds(1))
        for value in [pool["tcp"]["idleTimeout"], pool["tcp"]["maxConnectionDuration"], pool["http"]["idleTimeout"]] {
            checkDuration(value)
        }
        for member in ["http1MaxPendingRequests", "http2MaxRequests", "maxRequestsPerConnection", "maxRetries", "maxConcurrentStreams"] {
            checkNotNegative(pool["http"][member])
        }
        checkNotNegative(pool["tcp"]["maxConnections"])
        checkOutliers(policy["outlierDetection"])
        checkLoadBalancer(policy["loadBalancer"])
    }

    private mutating func checkOutliers(_ outliers: LocatedValue) {
        for member in ["interval", "baseEjectionTime"] { checkDuration(outliers[member], atLeast: .milliseconds(1)) }
        for member in ["consecutive5xxErrors", "consecutiveGatewayErrors", "consecutiveLocalOriginFailures"] {
            checkNotNegative(outliers[member])
        }
        for member in ["maxEjectionPercent", "minHealthPercent"] {
            check(outliers[member], in: 0...100, "must be between 0 and 100, inclusive")
        }
    }

    private mutating func checkLoadBalancer(_ balancer: LocatedValue) {
        if balancer["simple"].isSet, balancer["consistentHash"].isSet {
            forbidden(balancer["consistentHash"].path, "may not be specified together with simple")
        }
        let locality = balancer["localityLbSetting"]
        let (distribute, failover) = (locality["distribute"].elements, locality["failover"].elements)
        if !distribute.isEmpty, !failover.isEmpty {
            forbidden(locality["failover"].path, "can not simultaneously specify 'distribute' and 'failover'")
        }
        for rule in distribute where rule["to"].json.object?.values.reduce(0, { $0 + ($1.int ?? 0) }) != 100 {
            invalid(rule["to"], "total locality weight must be 100")
        }
        for rule in failover where rule["from"].json == rule["to"].json {
            invalid(rule["to"], "locality lb failover settings must specify different regions")
        }
    }

    /// A Gateway: its servers.
    mutating func checkGateway(_ spec: LocatedValue) {
        guard spec.isSet else { return }
        require(spec["servers"], "gateway must have at least one server")
        for server in spec["servers"].elements { checkServer(server) }
        checkUnique(spec["servers"].elements.map { $0["port"]["name"] })
        checkUnique(spec["servers"].elements.map { $0["name"] })
        checkLabels(spec["selector"])
    }

    private mutating func checkServer(_ server: LocatedValue) {
        require(server["hosts"], "server must have at least one host")
        for host in server["hosts"].elements {
            // `namespace/host` is allowed here.
            let name = host.text.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
            checkHost(LocatedValue(.string(name), at: host.path))
        }
        let (port, tls) = (server["port"], server["tls"])
        checkPort(port["number"])
        let protocols = ["GRPC", "HTTP", "HTTP2", "HTTPS", "MONGO", "TCP", "TLS"]
        let name = port["protocol"].text.uppercased()
        if !name.isEmpty, !protocols.contains(name) { unsupported(port["protocol"], protocols) }
        if ["HTTPS", "TLS"].contains(name) { require(tls, "server must have TLS settings for \(name)") }
        guard ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"].contains(tls["mode"].text), tls["credentialName"].text.isEmpty,
            tls["credentialNames"].elements.isEmpty, tls["tlsCertificates"].elements.isEmpty
        else { return }
        for member in ["serverCertificate", "privateKey"] {
            require(tls[member], "\(tls["mode"].text) TLS requires it or a credentialName")
        }
    }
}
