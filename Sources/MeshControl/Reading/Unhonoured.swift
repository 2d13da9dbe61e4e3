import KubeModel

/// The fields of Istio's objects that have no effect here, so that nobody relies on them unawares.
enum Unhonoured {
    private static let virtualService = [
        "exportTo", "tcp", "tls", "http[].match[].statPrefix", "http[].match[].name", "http[].fault.abort.http2Error",
        "http[].fault.delay.exponentialDelay", "http[].redirect.derivePort",
    ]
    private static let policy = [
        "connectionPool.tcp.idleTimeout", "connectionPool.http.h2UpgradePolicy", "connectionPool.http.useClientProtocol",
        "outlierDetection.consecutiveErrors", "tunnel", "proxyProtocol",
    ]
    private static let destinationRule =
        ["exportTo", "workloadSelector"]
        + ["trafficPolicy", "trafficPolicy.portLevelSettings[]", "subsets[].trafficPolicy"].flatMap { place in
            policy.map { "\(place).\($0)" }
        }
    private static let gateway = ["servers[].bind", "servers[].defaultEndpoint", "servers[].tls.cipherSuites", "servers[].tls.caCrl"]

    /// `spec.exportTo: is not honoured here`, for each that is set.
    static func fields(of object: KubeObject) -> [String] {
        let paths =
            switch object.kind {
            case "VirtualService": virtualService
            case "DestinationRule": destinationRule
            case "Gateway": gateway
            default: [String]()
            }
        let spec = SpecField(specOf: object)
        return paths.flatMap { found($0.split(separator: ".").map(String.init)[...], in: spec) }.map { "\($0): is not honoured here" }
    }

    private static func found(_ path: ArraySlice<String>, in field: SpecField) -> [String] {
        guard let first = path.first else { return field.present == nil ? [] : [field.path] }
        guard first.hasSuffix("[]") else { return found(path.dropFirst(), in: field[first]) }
        return field[String(first.dropLast(2))].items.flatMap { found(path.dropFirst(), in: $0) }
    }
}
