import KubeModel

/// What a route asks of the filters in front of the router: injected faults and cross-origin answers.
enum RouteFilters {
    static let fault = "envoy.filters.http.fault"
    static let faultType = "envoy.extensions.filters.http.fault.v3.HTTPFault"
    static let cors = "envoy.filters.http.cors"

    /// `typed_per_filter_config`; null when the route asks for nothing.
    static func configuration(of route: SpecField) throws(MeshFault) -> JSON {
        var configuration: JSON = [:]
        if let fault = route["fault"].present { configuration[Self.fault] = try faultConfiguration(fault) }
        if let cors = route["corsPolicy"].present { configuration[Self.cors] = try corsConfiguration(cors) }
        return configuration == [:] ? .null : configuration
    }

    private static let always: JSON = ["numerator": 1_000_000, "denominator": "MILLION"]

    private static func share(_ field: SpecField) throws(MeshFault) -> JSON {
        try (field["percentage"]["value"].present ?? field["percent"]).percentage() ?? always
    }

    private static func faultConfiguration(_ fault: SpecField) throws(MeshFault) -> JSON {
        var members: [String: JSON] = [:]
        if let delay = fault["delay"].present {
            guard let duration = try delay["fixedDelay"].positiveDuration() else { throw delay["fixedDelay"].fault("is missing") }
            members["delay"] = ["fixed_delay": duration, "percentage": try share(delay)]
        }
        if let abort = fault["abort"].present {
            var configuration: JSON = ["percentage": try share(abort)]
            if let status = try abort["httpStatus"].integer(in: 200...599) {
                configuration["http_status"] = .integer(status)
            } else if let status = try abort["grpcStatus"].string() {
                configuration["grpc_status"] = .integer(try grpcCode(status, abort["grpcStatus"]))
            } else {
                throw abort.fault("needs httpStatus or grpcStatus")
            }
            members["abort"] = configuration
        }
        guard !members.isEmpty else { throw fault.fault("needs delay or abort") }
        return JSON(type: faultType, members)
    }

    private static let grpcCodes = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ]

    private static func grpcCode(_ name: String, _ field: SpecField) throws(MeshFault) -> Int {
        guard let code = grpcCodes.firstIndex(of: name) else { throw field.fault("\(name) is no gRPC status") }
        return code
    }

    private static func corsConfiguration(_ cors: SpecField) throws(MeshFault) -> JSON {
        var members: [String: JSON] = [:]
        var origins: [JSON] = []
        for origin in cors["allowOrigins"].items {
            guard let match = try RouteMatch.stringMatch(origin) else { throw origin.fault("needs one of exact, prefix and regex") }
            origins.append(match == ["exact": "*"] ? ["prefix": ""] : match)
        }
        // "*" means any: for Envoy that is an expression.
        members["allow_origin_string_match"] = .array(origins.map { $0 == ["prefix": ""] ? ["safe_regex": ["regex": ".*"]] : $0 })
        for (member, name) in [("allowMethods", "allow_methods"), ("allowHeaders", "allow_headers"), ("exposeHeaders", "expose_headers")] {
            let values = try cors[member].strings()
            if !values.isEmpty { members[name] = .string(values.joined(separator: ",")) }
        }
        if let age = try cors["maxAge"].wholeSeconds() { members["max_age"] = .string(String(age)) }
        if let allows = try cors["allowCredentials"].bool() { members["allow_credentials"] = .bool(allows) }
        if try cors["unmatchedPreflights"].string() == "IGNORE" { members["forward_not_matching_preflights"] = false }
        return JSON(type: "envoy.extensions.filters.http.cors.v3.CorsPolicy", members)
    }
}
