/// Compares an object with the schema of its type: unknown fields, wrong types, missing fields and values that are not among the
/// allowed ones.
struct StructureCheck {
    /// Custom kinds are checked against their own schema's bounds and lists; of built-in ones the rules say such things.
    let isCustom: Bool
    var inspection = Inspection()

    init(isCustom: Bool) { self.isCustom = isCustom }

    /// - Parameter owner: the name of the type whose member the value is.
    mutating func check(_ value: LocatedValue, _ schema: Schema, in owner: String = "") {
        guard value.isSet else { return }
        switch schema.kind {
        case .object(let members, let required): checkObject(value, schema, members, required)
        case .map(let element): checkMap(value, schema, element, in: owner)
        case .list(let element, let kind): checkList(value, schema, element, kind, in: owner)
        case .string(let allowed): checkString(value, schema, allowed, in: owner)
        case .integer: checkInteger(value, schema, in: owner)
        case .number: if value.json.double == nil { wrongType(value, schema, in: owner) } else { checkRange(value, schema) }
        case .boolean: if value.json.bool == nil { wrongType(value, schema, in: owner) }
        case .integerOrString: if value.json.string == nil, value.int == nil { wrongType(value, schema, in: owner) }
        case .quantity: checkQuantity(value, schema, in: owner)
        case .time: checkTime(value, schema, in: owner)
        case .any: break
        }
    }

    private mutating func checkObject(_ value: LocatedValue, _ schema: Schema, _ members: [String: Schema], _ required: Set<String>) {
        guard let object = value.json.object else { return wrongType(value, schema, in: schema.goType) }
        for (name, _) in object.sorted(by: { $0.key < $1.key }) {
            if let member = members[name] {
                check(value[name], member, in: schema.shortName)
            } else if !schema.notes.allowsUnknown {
                let path = value.path / name
                inspection.add(
                    FieldFault(path, .unknownField, "unknown field \"\(path)\"", suggestion: NearestName.to(name, among: members.keys)))
            }
        }
        for name in required.sorted() where isMissing(object[name]) { missing(value[name], members[name] ?? .any) }
    }

    /// The decoder of built-in kinds cannot tell an empty text from none.
    private func isMissing(_ member: JSON?) -> Bool { member == nil || member == .null || (!isCustom && member == "") }

    /// The server takes a missing object for an empty one and names what is missing in it.
    private mutating func missing(_ value: LocatedValue, _ schema: Schema) {
        let before = inspection.faults.count
        if !isCustom, case .object(let members, let required) = schema.kind {
            for name in required.sorted() { missing(value[name], members[name] ?? .any) }
        }
        if inspection.faults.count == before { inspection.required(value) }
    }

    private mutating func checkMap(_ value: LocatedValue, _ schema: Schema, _ element: Schema, in owner: String) {
        guard value.json.object != nil else { return wrongType(value, schema, in: owner) }
        for entry in value.entries { check(entry.value, element, in: owner) }
    }

    private mutating func checkList(_ value: LocatedValue, _ schema: Schema, _ element: Schema, _ kind: Schema.ListKind, in owner: String) {
        guard value.json.array != nil else { return wrongType(value, schema, in: owner) }
        for item in value.elements { check(item, element, in: owner) }
        guard isCustom else { return }
        checkCount(value, schema)
        switch kind {
        case .atomic: break
        case .set: inspection.checkUnique(value.elements)
        case .map(let keys):
            var seen: Set<[JSON]> = []
            for item in value.elements where !seen.insert(keys.map { item.json[$0] }).inserted { inspection.duplicate(item) }
        }
    }
}

extension Schema {
    /// The last part of the type's name: `PodSpec`.
    var shortName: String { typeName?.split(separator: ".").last.map(String.init) ?? "" }

    /// What the type is called in Go, which the decoder's messages name.
    var goType: String {
        switch kind {
        case .object: typeName.map { $0.split(separator: ".").suffix(2).joined(separator: ".") } ?? "map[string]interface {}"
        case .map(let element): "map[string]\(element.goType)"
        case .list(let element, _): "[]\(element.goType)"
        case .string: notes.format == "byte" ? "[]uint8" : "string"
        case .integer: notes.format ?? "int64"
        case .number: "float64"
        case .boolean: "bool"
        case .integerOrString: "intstr.IntOrString"
        case .quantity: "resource.Quantity"
        case .time: "v1.Time"
        case .any: "interface {}"
        }
    }

    /// What the type is called in OpenAPI.
    var openAPIType: String {
        switch kind {
        case .object, .map: "object"
        case .list: "array"
        case .string, .quantity, .time: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .integerOrString: "integer or string"
        case .any: "any"
        }
    }
}
