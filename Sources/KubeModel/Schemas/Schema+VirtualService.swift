// Istio's routes: https://istio.io/latest/docs/reference/config/networking/virtual-service/

private let istio = SchemaPackage("io.istio.networking.v1")

extension Schema {
    /// How requests to a host are routed.
    static let virtualService = istio.kind("VirtualService", "How requests to a host are routed.") {
        Field("spec", as: virtualServiceSpec).required()
        Field("status", as: istioStatus)
    }

    private static let virtualServiceSpec = istio.type("VirtualServiceSpec") {
        Field("exportTo", as: .strings)
        Field("gateways", as: .strings).about("Gateways at which the routes count; `mesh` is traffic between services.")
        Field("hosts", as: .strings).about("The hosts to which the requests are sent.")
        Field("http", as: .list(of: httpRoute)).about("Routes, of which the first that matches is taken.")
        Field("tcp", as: .list(of: tcpRoute)).ignored("only HTTP is routed")
        Field("tls", as: .list(of: tlsRoute)).ignored("only HTTP is routed")
    }

    private static let httpRoute = istio.type("HTTPRoute") {
        Field("corsPolicy", as: corsPolicy).about("Which origins' pages may call.")
        Field("delegate", as: delegate).ignored("routes stand in one VirtualService")
        Field("directResponse", as: directResponse)
        Field("fault", as: faultInjection).about("Requests that are delayed or refused on purpose.")
        Field("headers", as: headers).about("Headers that are set, added or removed.")
        Field("match", as: .list(of: httpMatch)).about("Conditions, one of which must hold.")
        Field("mirror", as: destination).about("Where a copy of each request goes; its answer is dropped.")
        Field("mirrorPercent", "mirror_percent", as: .int32).ignored("mirrorPercentage says it")
        Field("mirrorPercentage", as: percent)
        Field("mirrors", as: .list(of: mirrorPolicy))
        Field("name", as: .string)
        Field("redirect", as: redirect)
        Field("retries", as: retries).about("How often a failed request is tried again, and when.")
        Field("rewrite", as: rewrite).about("Changes path or host before the request is forwarded.")
        Field("route", as: .list(of: weightedDestination)).about("Where requests go, by weight.")
        Field("timeout", as: .string).about("How long a request may take, such as 2s.")
    }

    private static let httpMatch = istio.type("HTTPMatchRequest") {
        Field("authority", "method", "scheme", "uri", as: stringMatch)
        Field("gateways", as: .strings)
        Field("headers", "queryParams", "withoutHeaders", as: .map(of: stringMatch))
        Field("ignoreUriCase", as: .boolean)
        Field("name", "statPrefix", as: .string)
        Field("port", as: .int64)
        Field("sourceLabels", as: .stringMap).ignored("a zone's pods share one proxy")
        Field("sourceNamespace", as: .string).ignored("a zone's pods share one proxy")
    }

    private static let stringMatch = istio.type("StringMatch") {
        Field("exact", "prefix", "regex", as: .string)
    }

    private static let weightedDestination = istio.type("HTTPRouteDestination") {
        Field("destination", as: destination).required()
        Field("headers", as: headers)
        Field("weight", as: .int32).about("The share of requests; all weights of a route make the whole.")
    }

    private static let destination = istio.type("Destination") {
        Field("host", as: .string).required().about("A service.")
        Field("port", as: portSelector)
        Field("subset", as: .string).about("A subset that the host's DestinationRule names.")
    }

    private static let mirrorPolicy = istio.type("HTTPMirrorPolicy") {
        Field("destination", as: destination).required()
        Field("percentage", as: percent)
    }

    private static let percent = istio.type("Percent") {
        Field("value", as: .number)
    }

    private static let retries = istio.type("HTTPRetry") {
        Field("attempts", as: .int32).about("How often beside the first time.")
        Field("backoff", "perTryTimeout", "retryOn", as: .string)
        Field("retryIgnorePreviousHosts", "retryRemoteLocalities", as: .boolean)
    }

    private static let faultInjection = istio.type("HTTPFaultInjection") {
        Field("abort", as: abort)
        Field("delay", as: delay)
    }

    private static let abort = istio.type("HTTPFaultInjectionAbort") {
        Field("grpcStatus", "http2Error", as: .string)
        Field("httpStatus", as: .int32)
        Field("percentage", as: percent)
    }

    private static let delay = istio.type("HTTPFaultInjectionDelay") {
        Field("exponentialDelay", "fixedDelay", as: .string)
        Field("percent", as: .int32)
        Field("percentage", as: percent)
    }

    private static let headers = istio.type("Headers") {
        Field("request", "response", as: headerOperations)
    }

    private static let headerOperations = istio.type("HeaderOperations") {
        Field("add", "set", as: .stringMap)
        Field("remove", as: .strings)
    }

    private static let rewrite = istio.type("HTTPRewrite") {
        Field("authority", "uri", as: .string)
        Field("uriRegexRewrite", as: regexRewrite)
    }

    private static let regexRewrite = istio.type("RegexRewrite") {
        Field("match", "rewrite", as: .string)
    }

    private static let redirect = istio.type("HTTPRedirect") {
        Field("authority", "scheme", "uri", as: .string)
        Field("derivePort", as: .choice("FROM_PROTOCOL_DEFAULT", "FROM_REQUEST_PORT"))
        Field("port", "redirectCode", as: .int64)
    }

    private static let directResponse = istio.type("HTTPDirectResponse") {
        Field(
            "body",
            as: .object {
                Field("bytes", as: .bytes); Field("string", as: .string)
            })
        Field("status", as: .int64).required()
    }

    private static let delegate = istio.type("Delegate") {
        Field("name", "namespace", as: .string)
    }

    private static let corsPolicy = istio.type("CorsPolicy") {
        Field("allowCredentials", as: .boolean)
        Field("allowHeaders", "allowMethods", "allowOrigin", "exposeHeaders", as: .strings)
        Field("allowOrigins", as: .list(of: stringMatch))
        Field("maxAge", as: .string)
        Field("unmatchedPreflights", as: .choice("UNSPECIFIED", "FORWARD", "IGNORE"))
    }

    private static let tcpRoute = istio.type("TCPRoute") {
        Field("match", as: .list(of: layer4Match))
        Field("route", as: .list(of: weightedDestination))
    }

    private static let tlsRoute = istio.type("TLSRoute") {
        Field("match", as: .list(of: layer4Match))
        Field("route", as: .list(of: weightedDestination))
    }

    private static let layer4Match = istio.type("L4MatchAttributes") {
        Field("destinationSubnets", "gateways", "sniHosts", as: .strings)
        Field("port", as: .int64)
        Field("sourceLabels", as: .stringMap)
        Field("sourceNamespace", "sourceSubnet", as: .string)
    }
}
