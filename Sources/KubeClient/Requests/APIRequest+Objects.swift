package import KubeModel

extension APIRequest {
    /// Reads one object.
    package static func get(_ key: ObjectKey) -> APIRequest { APIRequest("GET", path(of: key)) }

    /// Reads a page of a list.
    package static func list(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, limit: Int?, continuation: String? = nil
    ) -> APIRequest {
        var query = selector.query
        if let limit { query.append(("limit", "\(limit)")) }
        if let continuation { query.append(("continue", continuation)) }
        return APIRequest("GET", path(of: type, namespace: namespace), query: query)
    }

    /// Asks for changes and bookmarks after a version.
    package static func watch(
        _ type: ResourceType, namespace: String?, selector: ObjectSelector, after version: String, seconds: Int
    ) -> APIRequest {
        let query: [(name: String, value: String)] = [
            ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version), ("timeoutSeconds", "\(seconds)"),
        ]
        return APIRequest("GET", path(of: type, namespace: namespace), query: query + selector.query)
    }

    /// Changes an object.
    package static func write(_ write: ObjectWrite) -> APIRequest {
        var request: APIRequest
        switch write.action {
        case .create(let object):
            let path = write.subresource == nil ? path(of: write.key.type, namespace: write.key.namespace) : path(of: write.key)
            request = APIRequest("POST", path, contentType: "application/json", body: object.json.bytes)
        case .update(let object):
            request = APIRequest("PUT", path(of: write.key), contentType: "application/json", body: object.json.bytes)
        case .patch(let patch):
            request = APIRequest("PATCH", path(of: write.key), contentType: patch.contentType, body: patch.json.bytes)
            if case .apply(_, force: true) = patch { request.query.append(("force", "true")) }
        case .delete(let options):
            let body = options.json(isDryRun: write.isDryRun).bytes
            return APIRequest("DELETE", path(of: write.key), contentType: "application/json", body: body)
        }
        if let subresource = write.subresource { request.path += "/\(subresource.rawValue)" }
        request.query += [("fieldManager", write.fieldManager), ("fieldValidation", write.fieldValidation.rawValue)]
        if write.isDryRun { request.query.append(("dryRun", "All")) }
        return request
    }

    /// Where an object is.
    package static func path(of key: ObjectKey) -> String {
        "\(path(of: key.type, namespace: key.namespace))/\(encoded(key.name))"
    }

    /// Where the objects of a type are; without a namespace those of all.
    package static func path(of type: ResourceType, namespace: String?) -> String {
        guard type.isNamespaced, let namespace, !namespace.isEmpty else { return "\(type.apiPath)/\(type.plural)" }
        return "\(type.apiPath)/namespaces/\(encoded(namespace))/\(type.plural)"
    }
}

extension ObjectPatch {
    fileprivate var contentType: String {
        switch self {
        case .json: "application/json-patch+json"
        case .merge: "application/merge-patch+json"
        case .strategicMerge: "application/strategic-merge-patch+json"
        case .apply: "application/apply-patch+yaml"
        }
    }

    fileprivate var json: JSON {
        switch self {
        case .json(let json), .merge(let json), .strategicMerge(let json), .apply(let json, force: _): json
        }
    }
}

extension DeleteOptions {
    fileprivate func json(isDryRun: Bool) -> JSON {
        var json: JSON = [
            "kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": .string(propagation.rawValue),
        ]
        json["gracePeriodSeconds"] = gracePeriodSeconds.map(JSON.integer) ?? .null
        json[path: ["preconditions", "uid"]] = uid.map(JSON.string) ?? .null
        json[path: ["preconditions", "resourceVersion"]] = resourceVersion.map(JSON.string) ?? .null
        if json["preconditions"] == [:] { json["preconditions"] = .null }
        if isDryRun { json["dryRun"] = ["All"] }
        return json
    }
}
