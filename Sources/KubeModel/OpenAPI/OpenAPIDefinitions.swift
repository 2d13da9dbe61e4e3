/// The types of a document: those of its kinds and all that these refer to.
struct OpenAPIDefinitions {
    private(set) var json: [String: JSON] = [:]
    private let version: OpenAPIVersion

    init(_ version: OpenAPIVersion) { self.version = version }

    /// A kind, and every type that it is made of.
    mutating func add(_ described: DescribedType) {
        json[described.definitionName] = .null  // is being written: a type may contain itself
        var definition = body(described.schema)
        definition["x-kubernetes-group-version-kind"] = [described.groupVersionKind]
        json[described.definitionName] = definition
    }

    /// A member: its type or a reference to it, and what is said of it.
    private mutating func property(_ schema: Schema) -> JSON {
        var property = named(schema).map(reference) ?? body(schema)
        if !schema.summary.isEmpty { property["description"] = .string(schema.summary) }
        if let value = schema.notes.defaultValue { property["default"] = value }
        if let key = schema.notes.patchMergeKey { property["x-kubernetes-patch-merge-key"] = .string(key) }
        if !schema.notes.patchStrategies.isEmpty {
            property["x-kubernetes-patch-strategy"] = .string(schema.notes.patchStrategies.map(\.rawValue).joined(separator: ","))
        }
        if schema.notes.isAtomic { property["x-kubernetes-map-type"] = "atomic" }
        return property
    }

    /// The name under which a type stands among the definitions, where it is put if it is not there.
    private mutating func named(_ schema: Schema) -> String? {
        let (name, definition) = Self.shared(schema, version)
        guard let name else { return nil }
        guard json[name] == nil else { return name }
        json[name] = .null
        // What is said of the member belongs to the member.
        json[name] = definition ?? body(schema.noting { $0.summary = "" })
        return name
    }

    private func reference(_ name: String) -> JSON {
        let reference: JSON = ["$ref": .string(version.referencePrefix + name)]
        // Nothing may stand beside a reference in version 3.
        return version == .v3 ? ["allOf": [reference]] : reference
    }

    private static func shared(_ schema: Schema, _ version: OpenAPIVersion) -> (name: String?, definition: JSON?) {
        let machinery = "io.k8s.apimachinery.pkg"
        switch schema.kind {
        case .integerOrString:
            let definition: JSON =
                version == .v3
                ? ["format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]]]
                : ["format": "int-or-string", "type": "string"]
            return ("\(machinery).util.intstr.IntOrString", definition)
        case .quantity:
            let definition: JSON = version == .v3 ? ["oneOf": [["type": "string"], ["type": "number"]]] : ["type": "string"]
            return ("\(machinery).api.resource.Quantity", definition)
        case .time: return ("\(machinery).apis.meta.v1.Time", ["type": "string", "format": "date-time"])
        default: return (schema.typeName, nil)
        }
    }

    /// The type written out.
    private mutating func body(_ schema: Schema) -> JSON {
        var body: JSON = [:]
        switch schema.kind {
        case .object(let members, let required):
            body["type"] = "object"
            if !members.isEmpty { body["properties"] = .object(members.mapValues { property($0) }) }
            if !required.isEmpty { body["required"] = JSON(required.sorted()) }
            if schema.notes.allowsUnknown { body["x-kubernetes-preserve-unknown-fields"] = true }
        case .map(let value):
            body["type"] = "object"
            body["additionalProperties"] = property(value)
        case .list(let element, let kind):
            body["type"] = "array"
            body["items"] = property(element)
            describe(kind, in: &body)
        case .string(let allowed):
            body["type"] = "string"
            if !allowed.isEmpty { body["enum"] = JSON(allowed) }
        case .integer: body["type"] = "integer"
        case .number: body["type"] = "number"
        case .boolean: body["type"] = "boolean"
        case .integerOrString, .quantity, .time: break  // always shared
        case .any: body["x-kubernetes-preserve-unknown-fields"] = true
        }
        if let format = schema.notes.format { body["format"] = .string(format) }
        if schema.notes.isAtomic { body["x-kubernetes-map-type"] = "atomic" }
        if !schema.summary.isEmpty { body["description"] = .string(schema.summary) }
        return body
    }

    private func describe(_ kind: Schema.ListKind, in body: inout JSON) {
        switch kind {
        case .atomic: body["x-kubernetes-list-type"] = "atomic"
        case .set: body["x-kubernetes-list-type"] = "set"
        case .map(let keys):
            body["x-kubernetes-list-type"] = "map"
            body["x-kubernetes-list-map-keys"] = JSON(keys)
        }
    }
}
