extension Inspection {
    /// A Service: its ports, each named where there are several.
    mutating func checkService(_ spec: LocatedValue) {
        guard spec.isSet else { return }
        let ports = spec["ports"]
        let isHeadless = spec["clusterIP"].text == "None"
        if ports.elements.isEmpty, !isHeadless, spec["type"].text != "ExternalName" { required(ports) }
        for port in ports.elements {
            if ports.elements.count > 1, port["name"].text.isEmpty { required(port["name"]) }
            if !port["name"].text.isEmpty { check(port["name"], .label) }
            checkPort(port["port"])
            if port["targetPort"].json != 0, port["targetPort"].json != "" { checkPortReference(port["targetPort"]) }
            if let node = port["nodePort"].int, node != 0 { checkPort(port["nodePort"]) }
        }
        checkUnique(ports.elements.map { $0["name"] })
        var seen: Set<[JSON]> = []
        for port in ports.elements {
            let pair = [port["port"].json, port["protocol"].isSet ? port["protocol"].json : "TCP"]
            guard !seen.insert(pair).inserted else { continue }
            add(FieldFault(port.path, .duplicate, "Duplicate value: {\"protocol\":\(pair[1].text),\"port\":\(pair[0].text)}"))
        }
        checkLabels(spec["selector"])
        if spec["type"].text == "ExternalName" {
            require(spec["externalName"])
            check(spec["externalName"], .subdomain)
        }
    }

    /// A NetworkPolicy.
    mutating func checkNetworkPolicy(_ spec: LocatedValue) {
        checkSelector(spec["podSelector"])
        for (rules, peers) in [("ingress", "from"), ("egress", "to")] {
            for rule in spec[rules].elements {
                for port in rule["ports"].elements { checkPortReference(port["port"]) }
                for peer in rule[peers].elements {
                    if peer.json.object?.isEmpty == true { required(peer, "must specify a peer") }
                    checkSelector(peer["podSelector"])
                    checkSelector(peer["namespaceSelector"])
                }
            }
        }
        for type in spec["policyTypes"].elements where !["Egress", "Ingress"].contains(type.text) {
            unsupported(type, ["Egress", "Ingress"])
        }
    }
}
