// What Istio's own validation says of routes; its messages have no fixed form.

extension Inspection {
    /// A VirtualService: its hosts and routes.
    mutating func checkVirtualService(_ spec: LocatedValue) {
        guard spec.isSet else { return }
        let kinds = ["http", "tcp", "tls"].map { spec[$0] }
        let isDelegated = spec["hosts"].elements.isEmpty && !spec["http"].elements.isEmpty && spec["gateways"].elements.isEmpty
        if spec["hosts"].elements.isEmpty { required(spec["hosts"], "virtual service must have at least one host") }
        for host in spec["hosts"].elements { checkHost(host) }
        checkUnique(spec["hosts"].elements)
        if !isDelegated, kinds.allSatisfy({ $0.elements.isEmpty }) {
            required(spec["http"], "at least one of http, tcp or tls must be specified")
        }
        for route in spec["http"].elements { checkRoute(route) }
    }

    private mutating func checkRoute(_ route: LocatedValue) {
        let actions = ["route", "redirect", "directResponse", "delegate"].filter { route[$0].isSet }
        if actions.isEmpty { required(route["route"], "HTTP route, redirect or directResponse is required") }
        if route["route"].json.array?.isEmpty == true { required(route["route"], "HTTP route needs a destination") }
        for extra in actions.dropFirst() { forbidden(route[extra].path, "HTTP route cannot have \(actions[0]) and \(extra)") }
        checkWeights(route["route"])
        checkDuration(route["timeout"])
        let retries = route["retries"]
        checkNotNegative(retries["attempts"])
        checkDuration(retries["perTryTimeout"], atLeast: .milliseconds(1))
        for match in route["match"].elements { checkMatch(match) }
        checkFault(route["fault"])
        for mirror in [route["mirror"]] + route["mirrors"].elements.map({ $0["destination"] }) { checkDestination(mirror) }
        checkPercentage(route["mirrorPercentage"])
        for mirror in route["mirrors"].elements { checkPercentage(mirror["percentage"]) }
        for origin in route["corsPolicy"]["allowOrigins"].elements { checkStringMatch(origin) }
        checkDuration(route["corsPolicy"]["maxAge"])
    }

    private mutating func checkWeights(_ destinations: LocatedValue) {
        let weighted = destinations.elements
        for destination in weighted {
            checkNotNegative(destination["weight"])
            checkDestination(destination["destination"])
        }
        guard weighted.count > 1 else { return }
        // A destination without a weight has none once there are others.
        if weighted.allSatisfy({ ($0["weight"].int ?? 0) == 0 }) { invalid(destinations.path, 0, "total destination weight = 0") }
    }

    private mutating func checkDestination(_ destination: LocatedValue) {
        if !destination["host"].text.isEmpty { checkHost(destination["host"]) }
        if destination["host"].text.contains("*") { invalid(destination["host"], "a destination cannot be a wildcard host") }
        checkPort(destination["port"]["number"])
        if destination["subset"].isSet { check(destination["subset"], .label) }
    }

    private mutating func checkMatch(_ match: LocatedValue) {
        for member in ["uri", "scheme", "method", "authority"] { checkStringMatch(match[member]) }
        for member in ["headers", "queryParams", "withoutHeaders"] {
            // An empty match of a header asks only whether it is there.
            for (_, value) in match[member].entries where value.json.object?.isEmpty == false { checkStringMatch(value) }
        }
    }

    private mutating func checkStringMatch(_ match: LocatedValue) {
        guard match.isSet else { return }
        let present = ["exact", "prefix", "regex"].filter { match[$0].isSet }
        if present.count != 1 { invalid(match, "must have exactly one of exact, prefix and regex") }
        if match["regex"].json == "" { invalid(match["regex"], "must not be empty") }
    }

    private mutating func checkFault(_ fault: LocatedValue) {
        let (abort, delay) = (fault["abort"], fault["delay"])
        if abort.isSet, ["httpStatus", "grpcStatus", "http2Error"].allSatisfy({ !abort[$0].isSet }) {
            required(abort["httpStatus"], "an abort needs a status")
        }
        check(abort["httpStatus"], in: 200...599, "must be between 200 and 599, inclusive")
        if delay.isSet { require(delay["fixedDelay"], "a delay needs a duration") }
        checkDuration(delay["fixedDelay"], atLeast: .milliseconds(1))
        for part in [abort, delay] { checkPercentage(part["percentage"]) }
    }

    private mutating func checkPercentage(_ percentage: LocatedValue) {
        guard let value = percentage["value"].json.double, !(0...100).contains(value) else { return }
        invalid(percentage["value"], "must be between 0 and 100, inclusive")
    }
}
