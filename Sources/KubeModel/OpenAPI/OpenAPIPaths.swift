/// The paths of a kind and what can be done there.
struct OpenAPIPaths {
    private let described: DescribedType
    private let version: OpenAPIVersion

    init(_ described: DescribedType, _ version: OpenAPIVersion) {
        self.described = described
        self.version = version
    }

    /// Path items by path.
    var json: [String: JSON] {
        let type = described.type
        let collection = type.apiPath + (type.isNamespaced ? "/namespaces/{namespace}/" : "/") + type.plural
        var paths: [String: JSON] = [
            collection: [
                "get": operation("list"), "post": operation("create", body: ["application/json", "application/yaml"]),
                "parameters": parameters(named: false),
            ],
            "\(collection)/{name}": item,
        ]
        if type.isNamespaced { paths["\(type.apiPath)/\(type.plural)"] = ["get": operation("list")] }
        for subresource in ["status", "scale"] where type.subresources.contains(subresource) {
            paths["\(collection)/{name}/\(subresource)"] = subresourceItem
        }
        return paths
    }

    private var item: JSON {
        [
            "get": operation("get"), "put": operation("replace", body: ["application/json", "application/yaml"]),
            "patch": operation("patch", body: patchTypes), "delete": operation("delete"), "parameters": parameters(named: true),
        ]
    }

    /// Without the kind: a patch of the object itself is looked up by that.
    private var subresourceItem: JSON {
        var item: JSON = ["get": operation("get"), "put": operation("replace"), "patch": operation("patch")]
        for verb in ["get", "put", "patch"] { item[verb].remove("x-kubernetes-group-version-kind") }
        item["parameters"] = parameters(named: true)
        return item
    }

    /// Custom kinds have no strategic merge.
    private var patchTypes: [String] {
        let all = ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"]
        return described.type.isCustom ? all : all + ["application/strategic-merge-patch+json"]
    }

    private func operation(_ action: String, body: [String] = []) -> JSON {
        let schema: JSON = ["$ref": .string(version.referencePrefix + described.definitionName)]
        var operation: JSON = [
            "x-kubernetes-action": .string(action), "x-kubernetes-group-version-kind": described.groupVersionKind,
            "operationId": .string("\(action)\(described.type.kind)"), "responses": ["200": response(schema)],
        ]
        let writes = ["create", "replace", "patch"].contains(action)
        if writes { operation["parameters"] = .array(["dryRun", "fieldManager", "fieldValidation"].map { parameter($0, in: "query") }) }
        if !body.isEmpty {
            switch version {
            case .v3:
                let content = body.map { ($0, ["schema": action == "patch" ? ["type": "object"] : schema] as JSON) }
                operation["requestBody"] = ["content": .object(Dictionary(content) { $1 })]
            case .v2:
                operation["consumes"] = JSON(body)
            }
        }
        return operation
    }

    private func response(_ schema: JSON) -> JSON {
        switch version {
        case .v3: ["description": "OK", "content": ["application/json": ["schema": schema]]]
        case .v2: ["description": "OK", "schema": schema]
        }
    }

    private func parameters(named: Bool) -> JSON {
        var parameters = described.type.isNamespaced ? [parameter("namespace", in: "path")] : []
        if named { parameters.append(parameter("name", in: "path")) }
        return .array(parameters)
    }

    private func parameter(_ name: String, in place: String) -> JSON {
        var parameter: JSON = ["name": .string(name), "in": .string(place)]
        if place == "path" { parameter["required"] = true }
        switch version {
        case .v3: parameter["schema"] = ["type": "string", "uniqueItems": true]
        case .v2: parameter["type"] = "string"
        }
        return parameter
    }
}
