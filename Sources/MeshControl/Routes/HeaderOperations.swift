import KubeModel

/// `headers` of a route or destination: what is set, added and removed on the way there and back.
enum HeaderOperations {
    static func apply(_ headers: SpecField, to target: inout JSON) throws(MeshFault) {
        for direction in ["request", "response"] {
            let operations = headers[direction]
            let additions = try additions(operations)
            if !additions.isEmpty { target["\(direction)_headers_to_add"] = .array(additions) }
            let removals = try operations["remove"].strings()
            if !removals.isEmpty { target["\(direction)_headers_to_remove"] = JSON(removals) }
        }
    }

    /// The host that `set` gives the request, which is no header to Envoy.
    static func authority(_ headers: SpecField) throws(MeshFault) -> String? {
        for (name, value) in headers["request"]["set"].members where isAuthority(name) { return try value.requiredString() }
        return nil
    }

    private static func additions(_ operations: SpecField) throws(MeshFault) -> [JSON] {
        var additions: [JSON] = []
        for (member, action) in [("set", "OVERWRITE_IF_EXISTS_OR_ADD"), ("add", "APPEND_IF_EXISTS_OR_ADD")] {
            for (name, value) in operations[member].members where !isAuthority(name) {
                guard !name.hasPrefix(":") else { throw value.fault("pseudo-headers cannot be changed, except :authority by set") }
                let header: JSON = ["key": .string(name), "value": .string(try value.string() ?? "")]
                additions.append(["header": header, "append_action": .string(action)])
            }
        }
        return additions
    }

    private static func isAuthority(_ name: String) -> Bool { name.lowercased() == "host" || name == ":authority" }
}
