package import KubeModel

/// A kind that the store keeps, in all the versions that a client may speak.
package struct RegisteredType: Sendable {
    /// The version in which its objects are stored.
    package let storage: ResourceType
    /// The versions that are served, the preferred one first.
    package let served: [ResourceType]
    /// Whether a CustomResourceDefinition made it.
    package let isCustom: Bool
    /// What its definition says of each version; empty for a built-in kind.
    let definitions: [String: VersionDefinition]

    /// Istio's kinds are known under their older versions as well, which differ in name only.
    init(builtIn type: ResourceType) {
        storage = type
        isCustom = false
        definitions = [:]
        let older = type.group == "networking.istio.io" ? ["v1beta1", "v1alpha3"] : []
        served = [type] + older.map { type.inVersion($0) }
    }

    /// Nil when `object` is no CustomResourceDefinition, or one without a version that is stored.
    init?(definition object: KubeObject) {
        guard object.kind == ResourceType.customResourceDefinitions.kind, object.spec["group"].string != nil,
            object.apiVersion == ResourceType.customResourceDefinitions.apiVersion
        else { return nil }
        let versions = object.spec["versions"].elements.compactMap(VersionDefinition.init)
        guard let stored = versions.first(where: \.isStorage) else { return nil }
        storage = stored.type(of: object.spec)
        served = versions.filter(\.isServed).map { $0.type(of: object.spec) }.sorted { $0.isPreferred(to: $1) }
        isCustom = true
        definitions = Dictionary(versions.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The schema of a version; nil when nothing is known of it.
    package func schema(in version: String) -> Schema? {
        isCustom ? definitions[version]?.schema : SchemaCatalog.schema(for: storage)
    }

    /// Where the replica counts stand; nil when the kind has no `scale` subresource.
    func scalePaths(in version: String) -> ScalePaths? {
        guard storage.subresources.contains("scale") else { return nil }
        return isCustom ? definitions[version]?.scale : .builtIn
    }
}

extension ResourceType {
    /// The same kind in another version.
    func inVersion(_ version: String) -> ResourceType {
        ResourceType(
            group: group, version: version, kind: kind, plural: plural, isNamespaced: isNamespaced, shortNames: shortNames,
            subresources: subresources, categories: categories)
    }

    /// Kubernetes' order of versions: `v2` before `v1`, both before `v1beta2`, that before `v1beta1` and `v1alpha1`.
    package func isPreferred(to other: ResourceType) -> Bool {
        let (left, right) = (Self.rank(version), Self.rank(other.version))
        return left == right ? version < other.version : left.lexicographicallyPrecedes(right) { $0 > $1 }
    }

    private static func rank(_ version: String) -> [Int] {
        guard let match = version.wholeMatch(of: /v([0-9]+)(?:(alpha|beta)([0-9]+))?/) else { return [0] }
        let stability = match.2.map { $0 == "beta" ? 2 : 1 } ?? 3
        return [stability, Int(match.1) ?? 0, match.3.flatMap { Int($0) } ?? 0]
    }
}
