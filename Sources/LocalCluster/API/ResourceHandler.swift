import HTTPTypes
import Hummingbird
import KubeModel
import Logging

/// Answers requests for objects.
struct ResourceHandler: Sendable {
    let store: ObjectStore
    let authorizer: RoleAuthorizer
    let tokens: AccessTokens
    let settings: APIServerSettings
    let logs: (any PodLogReading)?
    let logger: Logger

    /// What a request is about, once it is known to be allowed.
    struct Target: Sendable {
        let registered: RegisteredType
        /// In the version of the path.
        let type: ResourceType
        /// Nil for a collection.
        let key: ObjectKey?
        /// Nil for all.
        let namespace: String?
        let verb: String
        let selector: ObjectSelector
    }

    func answer(_ call: ResourceCall) async throws -> Response {
        let target = try target(of: call)
        switch (target.verb, call.path.subresource) {
        case ("list", nil): return try list(call, target)
        case ("watch", nil): return try watch(call, target)
        case ("get", "log"): return try await log(call, target)
        case ("get", let subresource): return try await get(call, target, subresource)
        case ("create", "token"): return try await issueToken(call, target)
        case ("create", "eviction"), ("create", nil): return try await create(call, target)
        case ("update", _), ("patch", _): return try await change(call, target)
        case ("delete", nil): return try await delete(call, target)
        case ("deletecollection", nil): return try await deleteCollection(call, target)
        default: throw StatusError.methodNotAllowed
        }
    }

    /// Finds the kind and checks that the identity may do what it asks.
    private func target(of call: ResourceCall) throws(StatusError) -> Target {
        let path = call.path
        let selector = path.name == nil ? try call.query.selector() : .everything
        let asked = try call.attributes(selector)
        guard let (registered, type) = store.registry.served(group: path.group, version: path.version, plural: path.plural),
            type.isNamespaced || path.namespace == nil,
            path.subresource.map(registered.subresources(of: type).contains) ?? true
        else { throw .noSuchResource }
        guard authorizer.allows(asked, to: call.identity) else { throw asked.refusal(to: call.identity) }
        guard path.subresource != nil || type.verbs.contains(asked.verb) else { throw .methodNotAllowed }
        try SelectableFields.check(selector.fields, of: type)
        var key: ObjectKey?
        if let name = path.name {
            guard !type.isNamespaced || path.namespace != nil else { throw .noSuchResource }
            key = ObjectKey(type, namespace: path.namespace ?? "", name: name)
        }
        return Target(registered: registered, type: type, key: key, namespace: path.namespace, verb: asked.verb, selector: selector)
    }
}

extension ResourceType {
    /// What can be done with its objects. Namespaces are deleted one at a time.
    var verbs: [String] {
        let all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        return self == .namespaces ? all.filter { $0 != "deletecollection" } : all
    }
}

extension RegisteredType {
    /// Those of the kind, and those that only the API server has to do with.
    func subresources(of type: ResourceType) -> [String] {
        switch type {
        case .serviceAccounts: type.subresources + ["token"]
        case .namespaces: type.subresources + ["finalize"]
        default: type.subresources
        }
    }
}
