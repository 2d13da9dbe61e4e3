extension Schema {
    /// The schema of a custom kind, from `spec.versions[].schema.openAPIV3Schema` of its CustomResourceDefinition. `oneOf`, `anyOf`,
    /// `not` and CEL rules are not read: what only they refuse is accepted.
    package convenience init(openAPIv3 json: JSON) {
        let described = Schema.described(by: json)
        guard case .object(var members, let required) = described.kind else {
            self.init(described.kind, notes: described.notes)
            return
        }
        members["apiVersion"] = .string
        members["kind"] = .string
        members["metadata"] = .objectMeta
        self.init(.object(members: members, required: required), notes: described.notes)
    }

    private static func described(by json: JSON) -> Schema {
        let notes = SchemaNotes(openAPIv3: json)
        return Schema(kind(of: json), notes: notes)
    }

    private static func kind(of json: JSON) -> Kind {
        if json["x-kubernetes-int-or-string"] == true { return .integerOrString }
        switch json["type"].string {
        case "object": return objectKind(of: json)
        case "array": return .list(described(by: json["items"]), listKind(of: json))
        case "string":
            if json["format"] == "date-time" { return .time }
            return .string(allowed: json["enum"].elements.compactMap(\.string))
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .boolean
        default: return .any
        }
    }

    private static func objectKind(of json: JSON) -> Kind {
        var members = (json["properties"].object ?? [:]).mapValues(described)
        if members.isEmpty, json["additionalProperties"].object != nil { return .map(described(by: json["additionalProperties"])) }
        if members.isEmpty, json["additionalProperties"] == true { return .map(.any) }
        if json["x-kubernetes-embedded-resource"] == true {
            members["apiVersion"] = .string
            members["kind"] = .string
            members["metadata"] = .objectMeta
        }
        return .object(members: members, required: Set(json["required"].elements.compactMap(\.string)))
    }

    private static func listKind(of json: JSON) -> ListKind {
        switch json["x-kubernetes-list-type"].string {
        case "set": .set
        case "map": .map(keys: json["x-kubernetes-list-map-keys"].elements.compactMap(\.string))
        default: .atomic
        }
    }
}

extension SchemaNotes {
    fileprivate init(openAPIv3 json: JSON) {
        self.init()
        summary = json["description"].string ?? ""
        if !json["default"].isNull { defaultValue = json["default"] }
        format = json["format"].string
        allowsUnknown = json["x-kubernetes-preserve-unknown-fields"] == true
        isAtomic = json["x-kubernetes-map-type"] == "atomic"
        isNullable = json["nullable"] == true
        limits.minimum = json["minimum"].double
        limits.maximum = json["maximum"].double
        limits.minLength = json["minLength"].int
        limits.maxLength = json["maxLength"].int
        limits.pattern = json["pattern"].string
        limits.minItems = json["minItems"].int
        limits.maxItems = json["maxItems"].int
    }
}
