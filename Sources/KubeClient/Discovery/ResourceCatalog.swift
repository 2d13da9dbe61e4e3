import KubeModel
import Synchronization

/// The types that a server was found to have, by API version. What is not known is asked for; what is known is kept.
final class ResourceCatalog: Sendable {
    private let types = Mutex<[String: [ResourceType]]>([:])

    /// The type of a kind, such as `apps/v1` and `Deployment`. Throws 404 when the server has none.
    func type(
        apiVersion: String, kind: String, ask: (APIRequest) async throws(StatusError) -> JSON
    ) async throws(StatusError) -> ResourceType {
        if let known = types.withLock({ $0[apiVersion]?.first { $0.kind == kind } }) { return known }
        let path = apiVersion.contains("/") ? "/apis/\(apiVersion)" : "/api/\(apiVersion)"
        let found = ResourceType.discovered(in: try await ask(APIRequest("GET", path)))
        types.withLock { $0[apiVersion] = found }
        guard let type = found.first(where: { $0.kind == kind }) else {
            throw StatusError(
                code: 404, reason: .notFound,
                message: "no matches for kind \"\(kind)\" in version \"\(apiVersion)\"; is its CustomResourceDefinition installed?")
        }
        return type
    }
}

extension ResourceType {
    /// Reads an `APIResourceList`.
    static func discovered(in list: JSON) -> [ResourceType] {
        let parts = (list["groupVersion"].string ?? "").split(separator: "/").map(String.init)
        guard let version = parts.last else { return [] }
        let entries = list["resources"].elements
        let subresources = entries.compactMap { $0["name"].string }.filter { $0.contains("/") }.map { $0.split(separator: "/") }
        return entries.compactMap { entry in
            guard let plural = entry["name"].string, !plural.contains("/"), let kind = entry["kind"].string else { return nil }
            return ResourceType(
                group: parts.count > 1 ? parts[0] : "", version: version, kind: kind, plural: plural,
                isNamespaced: entry["namespaced"].bool ?? false, shortNames: entry["shortNames"].elements.compactMap(\.string),
                subresources: subresources.filter { $0.count == 2 && $0[0] == plural }.map { String($0[1]) },
                categories: entry["categories"].elements.compactMap(\.string))
        }
    }
}
