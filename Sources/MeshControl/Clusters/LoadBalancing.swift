import KubeModel

/// `trafficPolicy.loadBalancer` as Envoy's.
enum LoadBalancing {
    static func apply(_ field: SpecField?, to cluster: inout JSON) throws(MeshFault) {
        guard let field else {
            cluster["lb_policy"] = "LEAST_REQUEST"
            return
        }
        if let hash = field["consistentHash"].present {
            try applyHash(hash, to: &cluster)
        } else {
            cluster["lb_policy"] = try policy(field["simple"])
            try applyWarmup(field, to: &cluster)
        }
        if LocalityPreference.distributes(field) { cluster["common_lb_config"]["locality_weighted_lb_config"] = [:] }
    }

    private static func policy(_ field: SpecField) throws(MeshFault) -> JSON {
        switch try field.string() ?? "UNSPECIFIED" {
        case "UNSPECIFIED", "LEAST_REQUEST", "LEAST_CONN": return "LEAST_REQUEST"
        case "ROUND_ROBIN": return "ROUND_ROBIN"
        case "RANDOM": return "RANDOM"
        case let other: throw field.fault("\(other) is not honoured: use ROUND_ROBIN, LEAST_REQUEST or RANDOM")
        }
    }

    private static func applyHash(_ hash: SpecField, to cluster: inout JSON) throws(MeshFault) {
        if let maglev = hash["maglev"].present {
            cluster["lb_policy"] = "MAGLEV"
            if let size = try maglev["tableSize"].integer(in: 2...5_000_011) {
                cluster["maglev_lb_config"] = ["table_size": .integer(size)]
            }
            return
        }
        let size = try (hash["ringHash"]["minimumRingSize"].present ?? hash["minimumRingSize"]).integer() ?? 1_024
        cluster["lb_policy"] = "RING_HASH"
        cluster["ring_hash_lb_config"] = ["minimum_ring_size": .integer(size)]
    }

    /// New pods get their share of requests little by little.
    private static func applyWarmup(_ field: SpecField, to cluster: inout JSON) throws(MeshFault) {
        let warmup = field["warmup"]
        guard let window = try (warmup["duration"].present ?? field["warmupDurationSecs"]).positiveDuration() else { return }
        var start: JSON = ["slow_start_window": window]
        if let percent = try warmup["minimumPercent"].integer(in: 0...100) {
            start["min_weight_percent"] = ["value": .integer(percent)]
        }
        if let aggression = warmup["aggression"].json.double {
            guard aggression >= 1 else { throw warmup["aggression"].fault("must be at least 1") }
            start["aggression"] = ["default_value": .number(aggression), "runtime_key": "mesh.warmup.aggression"]
        }
        switch cluster["lb_policy"] {
        case "LEAST_REQUEST": cluster["least_request_lb_config"] = ["slow_start_config": start]
        case "ROUND_ROBIN": cluster["round_robin_lb_config"] = ["slow_start_config": start]
        default: throw field.fault("a warm-up needs ROUND_ROBIN or LEAST_REQUEST")
        }
    }

    /// By what a route spreads its requests over the pods of a destination with a consistent hash.
    static func hashPolicy(_ hash: SpecField) throws(MeshFault) -> JSON {
        if let header = try hash["httpHeaderName"].string() { return ["header": ["header_name": .string(header)]] }
        if let parameter = try hash["httpQueryParameterName"].string() { return ["query_parameter": ["name": .string(parameter)]] }
        if let cookie = hash["httpCookie"].present {
            var policy: JSON = ["name": .string(try cookie["name"].requiredString())]
            policy["path"] = try cookie["path"].string().map(JSON.string) ?? .null
            policy["ttl"] = try cookie["ttl"].duration() ?? .null
            return ["cookie": policy]
        }
        if try hash["useSourceIp"].bool() == true { return ["connection_properties": ["source_ip": true]] }
        throw hash.fault("needs one of httpHeaderName, httpCookie, httpQueryParameterName and useSourceIp")
    }
}
