import HTTPTypes
import Hummingbird
import KubeModel
import NIOCore

/// One request for objects.
struct ResourceCall: Sendable {
    let request: Request
    let path: ResourcePath
    let query: APIQuery
    let identity: Identity
    /// Bytes.
    let bodyLimit: Int

    /// The verb by which roles speak of it. Throws 405 for a method that the path does not have.
    func verb() throws(StatusError) -> String {
        let isCollection = path.name == nil
        switch request.method {
        case .get, .head: return isCollection ? (query.flag("watch") ? "watch" : "list") : "get"
        case .post where isCollection || path.subresource != nil: return "create"
        case .put where !isCollection: return "update"
        case .patch where !isCollection: return "patch"
        case .delete: return isCollection ? "deletecollection" : "delete"
        default: throw .methodNotAllowed
        }
    }

    /// What the request wants to do. A list or watch of one name is, for roles, one of that name.
    func attributes(_ selector: ObjectSelector = .everything) throws(StatusError) -> AccessAttributes {
        let selected = selector.fields.requirements.first { $0.field == "metadata.name" && $0.isEqual }?.value
        let isNamespace = path.group.isEmpty && path.plural == "namespaces"
        return AccessAttributes(
            verb: try verb(), group: path.group, resource: path.plural + (path.subresource.map { "/\($0)" } ?? ""),
            namespace: path.namespace ?? (isNamespace ? path.name ?? "" : ""), name: path.name ?? selected ?? "")
    }

    var accept: String { request.headers[.accept] ?? "" }

    /// Who writes, in `managedFields`: as the client says, or else the first part of its name.
    func fieldManager() throws(StatusError) -> String {
        if let manager = query["fieldManager"] {
            guard manager.count <= 128 else { throw .badRequest("fieldManager: Too long: may not be more than 128 bytes") }
            return manager
        }
        let agent = request.headers[.userAgent] ?? ""
        let name = agent.prefix { $0 != "/" && $0 != " " }.prefix(128)
        return name.isEmpty ? "unknown" : String(name)
    }

    /// The body, read whole. Throws `NIOTooManyBytesError` beyond the limit.
    func body() async throws -> RequestContent {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bodyLimit {
            throw NIOTooManyBytesError(maxBytes: bodyLimit)
        }
        let buffer = try await request.body.collect(upTo: bodyLimit)
        return RequestContent(bytes: Array(buffer.readableBytesView), contentType: request.headers[.contentType] ?? "")
    }
}
