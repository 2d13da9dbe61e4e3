import KubeModel

/// `trafficPolicy.outlierDetection` as Envoy's.
enum OutlierTranslation {
    static func detection(_ field: SpecField) throws(MeshFault) -> JSON {
        var detection: JSON = ["enforcing_success_rate": 0]
        try count(field["consecutive5xxErrors"], "consecutive_5xx", &detection)
        try count(field["consecutiveGatewayErrors"], "consecutive_gateway_failure", &detection)
        detection["interval"] = try field["interval"].positiveDuration() ?? .null
        detection["base_ejection_time"] = try field["baseEjectionTime"].positiveDuration() ?? .null
        detection["max_ejection_percent"] = try field["maxEjectionPercent"].integer(in: 0...100).map(JSON.integer) ?? .null
        if try field["splitExternalLocalOriginErrors"].bool() == true {
            detection["split_external_local_origin_errors"] = true
            try count(field["consecutiveLocalOriginFailures"], "consecutive_local_origin_failure", &detection)
        }
        return detection
    }

    /// A count of failures in a row; 0 turns that way of detection off.
    private static func count(_ field: SpecField, _ name: String, _ detection: inout JSON) throws(MeshFault) {
        guard let count = try field.integer() else { return }
        if count > 0 { detection[name] = .integer(count) }
        detection["enforcing_\(name)"] = .integer(count > 0 ? 100 : 0)
    }
}
