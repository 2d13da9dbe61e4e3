extension Inspection {
    /// One container; `volumes` are those that it may mount.
    mutating func checkContainer(_ container: LocatedValue, volumes: Set<String>) {
        check(container["name"], .label)
        require(container["image"])
        let image = container["image"]
        if image.text != image.text.trimmingSpaces { invalid(image, "must not have leading or trailing whitespace") }
        checkPorts(container["ports"])
        checkEnvironment(container)
        checkMounts(container["volumeMounts"], volumes)
        checkResources(container["resources"])
        for probe in ["livenessProbe", "startupProbe"] {
            checkProbe(container[probe])
            check(container[probe]["successThreshold"], in: 0...1, "must be 1")
        }
        checkProbe(container["readinessProbe"])
        for hook in ["postStart", "preStop"] {
            let hook = container["lifecycle"][hook]
            if hook.isSet { checkHandler(hook, ["exec", "httpGet", "tcpSocket", "sleep"]) }
            checkNotNegative(hook["sleep"]["seconds"])
        }
    }

    private mutating func checkPorts(_ ports: LocatedValue) {
        for port in ports.elements {
            if port["containerPort"].int == 0 { required(port["containerPort"]) } else { checkPort(port["containerPort"]) }
            if let host = port["hostPort"].int, host != 0 { checkPort(port["hostPort"]) }
            if !port["name"].text.isEmpty { check(port["name"], .portName) }
        }
        checkUnique(ports.elements.map { $0["name"] })
    }

    private mutating func checkMounts(_ mounts: LocatedValue, _ volumes: Set<String>) {
        var paths: Set<String> = []
        for mount in mounts.elements {
            if !mount["name"].text.isEmpty, !volumes.contains(mount["name"].text) { notFound(mount["name"]) }
            if !paths.insert(mount["mountPath"].text).inserted { invalid(mount["mountPath"], "must be unique") }
            let subPath = mount["subPath"]
            if subPath.text.hasPrefix("/") { invalid(subPath, "must be a relative path") }
            if subPath.text.split(separator: "/").contains("..") { invalid(subPath, "must not contain '..'") }
        }
    }

    private mutating func checkResources(_ resources: LocatedValue) {
        for part in ["limits", "requests"] {
            for (_, amount) in resources[part].entries where (Quantity(amount.json) ?? .zero) < .zero {
                invalid(amount, "must be greater than or equal to 0")
            }
        }
        for (name, request) in resources["requests"].entries {
            let limit = resources["limits"][name].json
            guard let wanted = Quantity(request.json), let most = Quantity(limit), wanted > most else {
                continue
            }
            invalid(
                resources["requests"].path, request.json, "must be less than or equal to \(name) limit of \(limit.string ?? limit.text)")
        }
    }

    private mutating func checkProbe(_ probe: LocatedValue) {
        guard probe.isSet else { return }
        checkHandler(probe, ["exec", "grpc", "httpGet", "tcpSocket"])
        for member in ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"] {
            checkNotNegative(probe[member])
        }
        check(probe["terminationGracePeriodSeconds"], in: 1...Int.max, "must be greater than 0")
    }

    /// Exactly one way in which a probe or hook is run.
    private mutating func checkHandler(_ handler: LocatedValue, _ kinds: [String]) {
        let present = kinds.map { handler[$0] }.filter(\.isSet)
        if present.isEmpty { required(handler, "must specify a handler type") }
        for extra in present.dropFirst() { forbidden(extra.path, "may not specify more than 1 handler type") }
        if handler["exec"].isSet { require(handler["exec"]["command"]) }
        for kind in ["httpGet", "tcpSocket", "grpc"] { checkPortReference(handler[kind]["port"]) }
        for header in handler["httpGet"]["httpHeaders"].elements {
            if header["name"].text.wholeMatch(of: /[-A-Za-z0-9]+/) == nil {
                invalid(
                    header["name"],
                    "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for "
                        + "validation is '[-A-Za-z0-9]+')")
            }
        }
    }
}

extension String {
    /// Without spaces, tabs and line ends on both sides.
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
