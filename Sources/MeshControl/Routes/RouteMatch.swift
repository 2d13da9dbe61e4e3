import KubeModel

/// An HTTP match condition as Envoy's.
enum RouteMatch {
    /// What every request meets.
    static let everything: JSON = ["prefix": "/"]

    static func match(_ field: SpecField) throws(MeshFault) -> JSON {
        var match = try path(field["uri"])
        if try field["ignoreUriCase"].bool() == true, match["safe_regex"].isNull { match["case_sensitive"] = false }
        var headers: [JSON] = []
        for (name, value) in field["headers"].members { headers.append(try header(name, value, isInverted: false)) }
        for (name, value) in field["withoutHeaders"].members { headers.append(try header(name, value, isInverted: true)) }
        for (member, name) in [("method", ":method"), ("authority", ":authority"), ("scheme", ":scheme")] {
            if let value = field[member].present { headers.append(try header(name, value, isInverted: false)) }
        }
        if !headers.isEmpty { match["headers"] = .array(headers) }
        var parameters: [JSON] = []
        for (name, value) in field["queryParams"].members { parameters.append(try parameter(name, value)) }
        if !parameters.isEmpty { match["query_parameters"] = .array(parameters) }
        return match
    }

    private static func path(_ uri: SpecField) throws(MeshFault) -> JSON {
        guard uri.present != nil else { return everything }
        if let exact = try uri["exact"].string() { return ["path": .string(exact)] }
        if let prefix = try uri["prefix"].string() { return ["prefix": .string(prefix)] }
        if let regex = try uri["regex"].string() { return ["safe_regex": ["regex": .string(try checked(regex, uri["regex"]))]] }
        throw uri.fault("needs one of exact, prefix and regex")
    }

    private static func header(_ name: String, _ value: SpecField, isInverted: Bool) throws(MeshFault) -> JSON {
        var matcher: JSON = ["name": .string(name)]
        if let text = try stringMatch(value) {
            matcher["string_match"] = text
            // A header that is missing is not equal to the value.
            if isInverted { matcher["treat_missing_header_as_empty"] = true }
        } else {
            matcher["present_match"] = true
        }
        if isInverted { matcher["invert_match"] = true }
        return matcher
    }

    private static func parameter(_ name: String, _ value: SpecField) throws(MeshFault) -> JSON {
        guard let text = try stringMatch(value) else { return ["name": .string(name), "present_match": true] }
        return ["name": .string(name), "string_match": text]
    }

    /// Nil for `{}`, which only asks that it is there.
    static func stringMatch(_ field: SpecField) throws(MeshFault) -> JSON? {
        if let exact = try field["exact"].string() { return ["exact": .string(exact)] }
        if let prefix = try field["prefix"].string() { return prefix.isEmpty ? nil : ["prefix": .string(prefix)] }
        if let regex = try field["regex"].string() {
            return regex == "*" ? nil : ["safe_regex": ["regex": .string(try checked(regex, field["regex"]))]]
        }
        guard field.json.object?.isEmpty ?? true else { throw field.fault("needs one of exact, prefix and regex") }
        return nil
    }

    /// The constructs that RE2, which Envoy matches by, has not; it judges the rest itself.
    static func checked(_ regex: String, _ field: SpecField) throws(MeshFault) -> String {
        for construct in ["(?=", "(?!", "(?<=", "(?<!"] where regex.contains(construct) {
            throw field.fault("\(construct) is no RE2 syntax: look-around cannot be used")
        }
        return regex
    }
}
