/// A kind of object and how the API calls it.
package struct ResourceType: Sendable, Hashable {
    /// Empty for the core group.
    package let group: String
    package let version: String
    package let kind: String
    /// The name in paths: `deployments`.
    package let plural: String
    package let isNamespaced: Bool
    package let shortNames: [String]
    /// Those of `status`, `scale`, `log`, `eviction` and the like that it has.
    package let subresources: [String]
    package let categories: [String]

    package init(
        group: String, version: String, kind: String, plural: String, isNamespaced: Bool = true, shortNames: [String] = [],
        subresources: [String] = [], categories: [String] = []
    ) {
        self.group = group
        self.version = version
        self.kind = kind
        self.plural = plural
        self.isNamespaced = isNamespaced
        self.shortNames = shortNames
        self.subresources = subresources
        self.categories = categories
    }

    /// `apps/v1`, or `v1` in the core group.
    package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// `deployments.apps`, as Kubernetes writes it in messages.
    package var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }

    /// `/apis/apps/v1`, or `/api/v1` in the core group.
    package var apiPath: String { group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)" }

    package static func == (left: Self, right: Self) -> Bool {
        left.group == right.group && left.version == right.version && left.plural == right.plural
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(group)
        hasher.combine(version)
        hasher.combine(plural)
    }
}
