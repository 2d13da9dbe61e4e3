import KubeModel

extension TableLayout {
    package static let services = TableLayout(
        columns: [
            .name, TableColumn("Type"), TableColumn("Cluster-IP"), TableColumn("External-IP"), TableColumn("Port(s)"), .age,
            .wide("Selector"),
        ]
    ) { service, now in
        let ports = service.spec["ports"].elements.map { port in
            let node = port["nodePort"].int.map { ":\($0)" } ?? ""
            return "\(port["port"].int ?? 0)\(node)/\(port["protocol"].string ?? "TCP")"
        }
        let external = service.spec["externalIPs"].elements.compactMap(\.string) + [service.spec["externalName"].string].compactMap(\.self)
        return [
            .string(service.name), Cell.text(service.spec["type"], else: "ClusterIP"), Cell.text(service.spec["clusterIP"]),
            Cell.list(external), Cell.list(ports), Cell.age(of: service, now), Cell.selector(service.spec["selector"]),
        ]
    }

    package static let endpointSlices = TableLayout(
        columns: [.name, TableColumn("AddressType"), TableColumn("Ports"), TableColumn("Endpoints"), .age]
    ) { slice, now in
        let ports = slice["ports"].elements.map { $0["port"].int.map(String.init) ?? "*" }
        let addresses = slice["endpoints"].elements.flatMap { $0["addresses"].elements.compactMap(\.string) }
        return [
            .string(slice.name), Cell.text(slice["addressType"]), ports.isEmpty ? "<unset>" : Cell.short(ports),
            addresses.isEmpty ? "<unset>" : Cell.short(addresses), Cell.age(of: slice, now),
        ]
    }

    package static let networkPolicies = TableLayout(columns: [.name, TableColumn("Pod-Selector"), .age]) { policy, now in
        [.string(policy.name), Cell.selector(policy.spec["podSelector"]), Cell.age(of: policy, now)]
    }

    package static let virtualServices = TableLayout(
        columns: [.name, TableColumn("Gateways", type: "array"), TableColumn("Hosts", type: "array"), .age]
    ) { service, now in
        [.string(service.name), bracketed(service.spec["gateways"]), bracketed(service.spec["hosts"]), Cell.age(of: service, now)]
    }

    package static let destinationRules = TableLayout(columns: [.name, TableColumn("Host"), .age]) { rule, now in
        [.string(rule.name), Cell.text(rule.spec["host"], else: ""), Cell.age(of: rule, now)]
    }

    /// A list as the printer of custom kinds writes it: `["a","b"]`.
    private static func bracketed(_ list: JSON) -> JSON { list.isNull ? "" : .string(list.text) }
}
