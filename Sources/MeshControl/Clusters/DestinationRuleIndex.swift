import KubeModel

/// The DestinationRules by the hosts that they are for.
struct DestinationRuleIndex: Sendable {
    /// One subset, with the object that declares it.
    struct Subset: Sendable {
        let name: String
        let labels: [String: String]
        let policy: SpecField?
    }

    struct Rule: Sendable {
        let policy: SpecField?
        var subsets: [Subset]
        let key: ObjectKey
    }

    private(set) var rules: [String: Rule] = [:]
    private(set) var faults: [ObjectKey: MeshFault] = [:]

    /// Of two rules for a host the older one's policy counts, and both their subsets, as in Istio.
    init(_ objects: [KubeObject], services: ServiceIndex) {
        for object in objects.sorted(by: KubeObject.isOlder) {
            let key = ObjectKey(.destinationRules, namespace: object.namespace, name: object.name)
            do throws(MeshFault) {
                let spec = SpecField(specOf: object)
                let host = services.hostname(try spec["host"].requiredString(), from: object.namespace)
                let rule = Rule(policy: spec["trafficPolicy"].present, subsets: try Self.subsets(spec["subsets"]), key: key)
                add(rule, host: host)
            } catch {
                faults[key] = error
            }
        }
    }

    private mutating func add(_ rule: Rule, host: String) {
        guard let present = rules[host] else {
            rules[host] = rule
            return
        }
        let names = Set(present.subsets.map(\.name))
        rules[host]?.subsets += rule.subsets.filter { !names.contains($0.name) }
    }

    private static func subsets(_ field: SpecField) throws(MeshFault) -> [Subset] {
        var subsets: [Subset] = []
        for item in field.items {
            let name = try item["name"].requiredString()
            guard !subsets.contains(where: { $0.name == name }) else { throw item["name"].fault("\"\(name)\" is there twice") }
            subsets.append(Subset(name: name, labels: item["labels"].json.strings, policy: item["trafficPolicy"].present))
        }
        return subsets
    }

    /// The rule for a full name: its own, or the one of the longest wildcard that covers it.
    func rule(for hostname: String) -> Rule? {
        if let rule = rules[hostname] { return rule }
        let wildcards = rules.keys.filter { HostPattern.covers($0, hostname) }
        return wildcards.max { ($0.count, $1) < ($1.count, $0) }.flatMap { rules[$0] }
    }

    /// The clusters of a service: for each port all pods, then each subset.
    func destinations(of service: MeshService) -> [Destination] {
        let rule = rule(for: service.hostname)
        return service.ports.flatMap { port in
            let policy = { (subset: SpecField?) in
                rule.map { TrafficPolicy(rule: $0.policy ?? SpecField(.null, path: ""), subset: subset, port: port.number) } ?? .none
            }
            let whole = Destination(service: service, port: port, subset: nil, labels: [:], policy: policy(nil))
            return [whole]
                + (rule?.subsets ?? []).map {
                    Destination(service: service, port: port, subset: $0.name, labels: $0.labels, policy: policy($0.policy))
                }
        }
    }
}

/// Hosts with a `*` as their first label.
enum HostPattern {
    static func covers(_ pattern: String, _ host: String) -> Bool {
        pattern == host || pattern == "*" || (pattern.hasPrefix("*") && host.hasSuffix(pattern.dropFirst()))
    }
}

extension KubeObject {
    /// The order in which Istio gives way between objects: the older first, then by name.
    static func isOlder(_ left: KubeObject, _ right: KubeObject) -> Bool {
        (left.creationTimestamp ?? "", left.namespace, left.name) < (right.creationTimestamp ?? "", right.namespace, right.name)
    }
}
