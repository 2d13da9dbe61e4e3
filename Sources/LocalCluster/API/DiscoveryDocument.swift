import KubeModel

/// What the API tells about itself: its groups, their versions and kinds.
struct DiscoveryDocument: Sendable {
    private let registry: TypeRegistry
    private let servesUsage: Bool

    init(registry: TypeRegistry, servesUsage: Bool) {
        self.registry = registry
        self.servesUsage = servesUsage
    }

    /// The version of Kubernetes whose behaviour is followed.
    static let version: JSON = [
        "major": "1", "minor": "37", "gitVersion": "v1.37.0+souk", "gitCommit": "", "gitTreeState": "clean", "buildDate": "",
        "goVersion": "", "compiler": "", "platform": "",
    ]

    /// A kind in one version, and what is under it.
    private struct Entry {
        let type: ResourceType
        let subresources: [String]
        let verbs: [String]
    }

    private var entries: [Entry] {
        let kept = registry.all.flatMap { registered in
            registered.served.map { Entry(type: $0, subresources: registered.subresources(of: $0), verbs: $0.verbs) }
        }
        let reviews = Self.reviews.map { Entry(type: $0, subresources: [], verbs: ["create"]) }
        let usage = servesUsage ? UsageHandler.types.map { Entry(type: $0, subresources: [], verbs: ["get", "list"]) } : []
        return kept + reviews + usage
    }

    private static let reviews = [
        ResourceType(
            group: "authentication.k8s.io", version: "v1", kind: "SelfSubjectReview", plural: "selfsubjectreviews", isNamespaced: false),
        ResourceType(
            group: "authorization.k8s.io", version: "v1", kind: "SelfSubjectAccessReview", plural: "selfsubjectaccessreviews",
            isNamespaced: false),
        ResourceType(
            group: "authorization.k8s.io", version: "v1", kind: "SelfSubjectRulesReview", plural: "selfsubjectrulesreviews",
            isNamespaced: false),
    ]

    /// The versions of every group but the core one, the preferred first, in the order of group names.
    private var versionsByGroup: [(group: String, versions: [String])] {
        var versions: [String: [ResourceType]] = [:]
        for entry in entries where !entry.type.group.isEmpty {
            let known = versions[entry.type.group, default: []]
            if !known.contains(where: { $0.version == entry.type.version }) { versions[entry.type.group] = known + [entry.type] }
        }
        return versions.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.isPreferred(to: $1) }.map(\.version)) }
    }

    /// `/api`
    var coreVersions: JSON { ["kind": "APIVersions", "versions": ["v1"]] }

    /// `/apis`
    var groups: JSON {
        ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(versionsByGroup.map { Self.group($0.group, $0.versions) })]
    }

    /// `/apis/GROUP`. Throws 404 for a group that is not served.
    func group(_ name: String) throws(StatusError) -> JSON {
        guard let found = versionsByGroup.first(where: { $0.group == name }) else { throw .noSuchResource }
        var json = Self.group(found.group, found.versions)
        json["kind"] = "APIGroup"
        json["apiVersion"] = "v1"
        return json
    }

    private static func group(_ name: String, _ versions: [String]) -> JSON {
        let listed = versions.map { ["groupVersion": .string("\(name)/\($0)"), "version": .string($0)] as JSON }
        return ["name": .string(name), "versions": .array(listed), "preferredVersion": listed[0]]
    }

    /// `/apis/GROUP/VERSION` and `/api/v1`. Throws 404 for a version that is not served.
    func resources(group: String, version: String) throws(StatusError) -> JSON {
        let found = entries.filter { $0.type.group == group && $0.type.version == version }
        guard let first = found.first else { throw .noSuchResource }
        let listed = found.flatMap { entry in
            [Self.resource(entry)] + entry.subresources.map { Self.subresource($0, of: entry.type) }
        }
        return [
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(first.type.apiVersion), "resources": .array(listed),
        ]
    }

    private static func resource(_ entry: Entry) -> JSON {
        let type = entry.type
        var json: JSON = [
            "name": .string(type.plural), "singularName": .string(type.kind.lowercased()), "namespaced": .bool(type.isNamespaced),
            "kind": .string(type.kind), "verbs": JSON(entry.verbs),
        ]
        if !type.shortNames.isEmpty { json["shortNames"] = JSON(type.shortNames) }
        if !type.categories.isEmpty { json["categories"] = JSON(type.categories) }
        return json
    }

    private static func subresource(_ name: String, of type: ResourceType) -> JSON {
        let about = SubresourceFacts(name)
        var json: JSON = [
            "name": .string("\(type.plural)/\(name)"), "singularName": "", "namespaced": .bool(type.isNamespaced),
            "kind": .string(about.kind ?? type.kind), "verbs": JSON(about.verbs),
        ]
        if let group = about.group, let version = about.version {
            json["group"] = .string(group)
            json["version"] = .string(version)
        }
        return json
    }
}

extension DiscoveryDocument {
    /// All groups with their kinds in one document, `apidiscovery.k8s.io/v2`: of the core group at `/api`, of the others at `/apis`.
    func aggregated(isCore: Bool) -> JSON {
        let groups = isCore ? [("", ["v1"])] : versionsByGroup.map { ($0.group, $0.versions) }
        let entries = entries
        let items = groups.map { group, versions in
            let listed = versions.map { version in
                let found = entries.filter { $0.type.group == group && $0.type.version == version }
                return ["version": .string(version), "freshness": "Current", "resources": .array(found.map(Self.aggregated))] as JSON
            }
            return ["metadata": group.isEmpty ? [:] : ["name": .string(group)], "versions": .array(listed)] as JSON
        }
        return ["kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": [:], "items": .array(items)]
    }

    private static func aggregated(_ entry: Entry) -> JSON {
        let type = entry.type
        var json: JSON = [
            "resource": .string(type.plural), "singularResource": .string(type.kind.lowercased()),
            "scope": type.isNamespaced ? "Namespaced" : "Cluster", "verbs": JSON(entry.verbs),
            "responseKind": ["group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind)],
        ]
        if !type.shortNames.isEmpty { json["shortNames"] = JSON(type.shortNames) }
        if !type.categories.isEmpty { json["categories"] = JSON(type.categories) }
        let under = entry.subresources.map { name -> JSON in
            let about = SubresourceFacts(name)
            let kind: JSON = [
                "group": .string(about.group ?? type.group), "version": .string(about.version ?? type.version),
                "kind": .string(about.kind ?? type.kind),
            ]
            return ["subresource": .string(name), "responseKind": kind, "verbs": JSON(about.verbs)]
        }
        if !under.isEmpty { json["subresources"] = .array(under) }
        return json
    }
}
