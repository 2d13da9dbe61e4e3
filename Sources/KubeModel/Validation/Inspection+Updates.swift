extension Inspection {
    /// What an object of the kind keeps for life.
    mutating func checkImmutableFields(from old: LocatedValue, to new: LocatedValue, of type: ResourceType) {
        let (before, now) = (old["spec"], new["spec"])
        switch type {
        case .deployments, .replicaSets: keep(now["selector"], before["selector"].json)
        case .pods: checkPodChange(from: before, to: now)
        case .configMaps, .secrets: checkConfigChange(from: old, to: new, isSecret: type == .secrets)
        case .persistentVolumeClaims: checkClaimChange(from: before, to: now)
        case .services:
            // Only the kind of service that has no address of the cluster gives it up.
            let address = before["clusterIP"].text
            if !address.isEmpty, now["type"].text != "ExternalName", now["clusterIP"].text != address {
                invalid(now["clusterIP"], "may not change once set")
            }
        case .roleBindings: if old["roleRef"].json != new["roleRef"].json { invalid(new["roleRef"], "cannot change roleRef") }
        case .endpointSlices: keep(new["addressType"], old["addressType"].json)
        case .customResourceDefinitions:
            for member in [("group", nil), ("scope", nil), ("names", "plural"), ("names", "kind")] {
                let path = [member.0, member.1].compactMap(\.self)
                let value = path.reduce(now) { $0[$1] }
                keep(value, before.json[path: path])
            }
        default: break
        }
    }

    private mutating func keep(_ value: LocatedValue, _ old: JSON) { if value.json != old { invalid(value, "field is immutable") } }

    private mutating func checkConfigChange(from old: LocatedValue, to new: LocatedValue, isSecret: Bool) {
        if isSecret, old["type"].isSet { keep(new["type"], old["type"].json) }
        guard old["immutable"].json == true else { return }
        if new["immutable"].json != true { forbidden(new["immutable"].path, "field is immutable when `immutable` is set") }
        for member in isSecret ? ["data"] : ["data", "binaryData"] where old[member].json != new[member].json {
            forbidden(new[member].path, "field is immutable when `immutable` is set")
        }
    }

    private mutating func checkClaimChange(from old: LocatedValue, to new: LocatedValue) {
        var (before, now) = (old.json, new.json)
        for path in [["resources", "requests"], ["volumeAttributesClassName"], ["volumeName"]] {
            before[path: path] = .null
            now[path: path] = .null
        }
        guard before != now else { return }
        forbidden(new.path, "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")
    }

    private mutating func checkPodChange(from old: LocatedValue, to new: LocatedValue) {
        guard Self.fixedParts(of: old.json, bound: new.json) != Self.fixedParts(of: new.json, bound: new.json) else { return }
        forbidden(
            new.path,
            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)")
    }

    /// A pod's spec without what may change. It is bound to a node once, by whoever places it.
    private static func fixedParts(of spec: JSON, bound: JSON) -> JSON {
        var spec = spec
        for list in ["containers", "initContainers"] {
            guard let containers = spec[list].array else { continue }
            spec[list] = .array(
                containers.map { container in
                    var container = container
                    container["image"] = .null
                    return container
                })
        }
        for member in ["activeDeadlineSeconds", "tolerations"] { spec[member] = .null }
        if spec["nodeName"].isNull { spec["nodeName"] = bound["nodeName"] }
        return spec
    }
}
