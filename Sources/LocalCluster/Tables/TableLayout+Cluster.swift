import KubeModel

extension TableLayout {
    package static let namespaces = TableLayout(columns: [.name, TableColumn("Status"), .age]) { namespace, now in
        [.string(namespace.name), Cell.text(namespace.status["phase"], else: "Active"), Cell.age(of: namespace, now)]
    }

    package static let nodes = TableLayout(
        columns: [
            .name, TableColumn("Status"), TableColumn("Roles"), .age, TableColumn("Version"), .wide("Internal-IP"), .wide("External-IP"),
            .wide("OS-Image"), .wide("Kernel-Version"), .wide("Container-Runtime"),
        ]
    ) { node, now in
        let info = node.status["nodeInfo"]
        let address = { (type: String) in node.status["addresses"].elements.first { $0["type"].string == type }?["address"] ?? .null }
        let role = "node-role.kubernetes.io/"
        let roles = node.labels.keys.filter { $0.hasPrefix(role) }.map { String($0.dropFirst(role.count)) }.sorted()
        return [
            .string(node.name), .string(status(of: node)), Cell.list(roles), Cell.age(of: node, now),
            Cell.text(info["kubeletVersion"], else: ""), Cell.text(address("InternalIP")), Cell.text(address("ExternalIP")),
            Cell.text(info["osImage"], else: "<unknown>"), Cell.text(info["kernelVersion"], else: "<unknown>"),
            Cell.text(info["containerRuntimeVersion"], else: "<unknown>"),
        ]
    }

    private static func status(of node: KubeObject) -> String {
        let ready = node.condition("Ready")["status"].string
        let condition = ready.map { $0 == "True" ? "Ready" : "NotReady" } ?? "Unknown"
        return node.spec["unschedulable"].bool == true ? "\(condition),SchedulingDisabled" : condition
    }

    package static let leases = TableLayout(columns: [.name, TableColumn("Holder"), .age]) { lease, now in
        [.string(lease.name), Cell.text(lease.spec["holderIdentity"], else: ""), Cell.age(of: lease, now)]
    }

    package static let roleBindings = TableLayout(
        columns: [.name, TableColumn("Role"), .age, .wide("Users"), .wide("Groups"), .wide("ServiceAccounts")]
    ) { binding, now in
        let subjects = { (kind: String) in
            binding["subjects"].elements.filter { $0["kind"].string == kind }.compactMap { subject in
                [subject["namespace"].string, subject["name"].string].compactMap(\.self).joined(separator: "/")
            }
        }
        let role = binding["roleRef"]
        return [
            .string(binding.name), .string("\(role["kind"].string ?? "")/\(role["name"].string ?? "")"), Cell.age(of: binding, now),
            .string(subjects("User").joined(separator: ", ")), .string(subjects("Group").joined(separator: ", ")),
            .string(subjects("ServiceAccount").joined(separator: ", ")),
        ]
    }

    package static let events = TableLayout(
        columns: [
            TableColumn("Last Seen"), TableColumn("Type"), TableColumn("Reason"), TableColumn("Object"), .wide("Subobject"),
            .wide("Source"), TableColumn("Message"), .wide("First Seen"), .wide("Count", type: "integer"),
            TableColumn("Name", format: "name", priority: 1),
        ]
    ) { event, now in
        let about = event["involvedObject"]
        let first = [event["firstTimestamp"], event["eventTime"], event["metadata", "creationTimestamp"]].first { !$0.isNull } ?? .null
        let last = [event["series", "lastObservedTime"], event["lastTimestamp"], first].first { !$0.isNull } ?? .null
        let source = [event["source", "component"], event["source", "host"]].compactMap(\.string).joined(separator: ", ")
        return [
            .string(Cell.since(last, now)), Cell.text(event["type"], else: ""), Cell.text(event["reason"], else: ""),
            .string("\((about["kind"].string ?? "").lowercased())/\(about["name"].string ?? "")"), Cell.text(about["fieldPath"], else: ""),
            .string(source.isEmpty ? event["reportingComponent"].string ?? "" : source),
            .string((event["message"].string ?? "").trimmingASCIIWhitespace), .string(Cell.since(first, now)),
            .integer(event["series", "count"].int ?? event["count"].int ?? 1), .string(event.name),
        ]
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmingASCIIWhitespace: String {
        let isSpace = { (character: Character) in character == " " || character.isNewline || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
