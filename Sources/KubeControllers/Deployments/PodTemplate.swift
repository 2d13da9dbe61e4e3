package import KubeModel

/// What a Deployment's template is called and when two of them are the same.
package enum PodTemplate {
    package static let hashLabel = "pod-template-hash"

    /// The name of a template: equal templates have equal ones, in every process.
    /// - Parameter collisions: How often the name was already taken by another template.
    package static func hash(of template: JSON, collisions: Int) -> String {
        var bytes = canonical(template).bytes
        if collisions > 0 { bytes.append(contentsOf: String(collisions).utf8) }
        return SafeName.encode(FNV32.hash(bytes))
    }

    /// Whether two templates want the same pods, no matter the hash label that one of them may carry.
    package static func areEqual(_ left: JSON, _ right: JSON) -> Bool { canonical(left) == canonical(right) }

    /// The template without the hash label and without what says nothing: null, empty lists, and empty groups of settings.
    private static func canonical(_ template: JSON) -> JSON {
        var template = template
        template[path: ["metadata", "labels", hashLabel]] = .null
        return meaningful(template, key: "")
    }

    /// Members that mean the same when they are empty as when they are absent. `emptyDir: {}` is none of them.
    private static let groups: Set<String> = [
        "affinity", "annotations", "labels", "limits", "metadata", "nodeSelector", "requests", "resources", "securityContext",
    ]

    private static func meaningful(_ json: JSON, key: String) -> JSON {
        switch json {
        case .array(let elements):
            return elements.isEmpty ? .null : .array(elements.map { meaningful($0, key: "") })
        case .object(let members):
            let kept = members.reduce(into: [String: JSON]()) { kept, member in
                let value = meaningful(member.value, key: member.key)
                if !value.isNull { kept[member.key] = value }
            }
            return kept.isEmpty && groups.contains(key) ? .null : .object(kept)
        default: return json
        }
    }
}
