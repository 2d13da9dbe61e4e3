import Foundation
import KubeModel

/// What a path of the API names.
package enum APIRoute: Sendable, Equatable {
    /// `/healthz`, `/livez` or `/readyz`.
    case health(String)
    case version
    /// `/api`
    case coreVersions
    /// `/apis`
    case groups
    /// `/apis/GROUP`
    case group(String)
    /// `/apis/GROUP/VERSION` or `/api/v1`.
    case resources(group: String, version: String)
    case openAPIv2
    case openAPIv3Index
    /// `/openapi/v3/apis/GROUP/VERSION` or `/openapi/v3/api/v1`.
    case openAPIv3(group: String, version: String)
    case resource(ResourcePath)
}

/// The path of objects: a collection when it has no name.
package struct ResourcePath: Sendable, Equatable {
    package let group: String
    package let version: String
    /// Nil for all namespaces, and for kinds that have none.
    package let namespace: String?
    package let plural: String
    package let name: String?
    package let subresource: String?

    package init(group: String, version: String, namespace: String?, plural: String, name: String?, subresource: String?) {
        self.group = group
        self.version = version
        self.namespace = namespace
        self.plural = plural
        self.name = name
        self.subresource = subresource
    }
}

extension APIRoute {
    /// Reads a path without its query; nil when it names nothing.
    package init?(path: String) {
        guard path.utf8.count <= 4096 else { return nil }
        let raw = path.split(separator: "/")
        let parts = raw.compactMap { $0.removingPercentEncoding }
        guard parts.count == raw.count else { return nil }
        switch (parts.first, parts.count) {
        case ("healthz", _), ("livez", _), ("readyz", _): self = .health(parts[0])
        case ("version", 1): self = .version
        case ("openapi", _): self.init(openAPI: parts.dropFirst())
        case ("api", 1): self = .coreVersions
        case ("apis", 1): self = .groups
        case ("apis", 2): self = .group(parts[1])
        case ("api", 2): self = .resources(group: "", version: parts[1])
        case ("apis", 3): self = .resources(group: parts[1], version: parts[2])
        case ("api", _): self.init(group: "", version: parts[1], rest: Array(parts.dropFirst(2)))
        case ("apis", _): self.init(group: parts[1], version: parts[2], rest: Array(parts.dropFirst(3)))
        default: return nil
        }
    }

    private init?(openAPI parts: ArraySlice<String>) {
        switch Array(parts) {
        case ["v2"]: self = .openAPIv2
        case ["v3"]: self = .openAPIv3Index
        case let parts where parts.count == 3 && parts[1] == "api": self = .openAPIv3(group: "", version: parts[2])
        case let parts where parts.count == 4 && parts[1] == "apis": self = .openAPIv3(group: parts[2], version: parts[3])
        default: return nil
        }
    }

    /// `rest` is what follows the version: `[namespaces/NAMESPACE/]PLURAL[/NAME[/SUBRESOURCE]]`. A namespace itself looks like the
    /// beginning of the longer form, and so do its subresources.
    private init?(group: String, version: String, rest: [String]) {
        var namespace: String?
        var rest = rest[...]
        let isOwnSubresource = rest.count == 3 && ["status", "finalize"].contains(rest[2])
        if rest.count >= 3, rest[0] == "namespaces", !isOwnSubresource {
            namespace = rest[1]
            rest = rest.dropFirst(2)
        }
        guard let plural = rest.first, rest.count <= 3 else { return nil }
        let parts = Array(rest)
        self = .resource(
            ResourcePath(
                group: group, version: version, namespace: namespace, plural: plural, name: parts.count > 1 ? parts[1] : nil,
                subresource: parts.count > 2 ? parts[2] : nil))
    }
}
