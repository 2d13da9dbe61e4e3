/// One entry of `metadata.managedFields`.
struct FieldOwnership: Sendable, Equatable {
    let owner: FieldOwner
    /// RFC 3339: when the set or a value in it changed last.
    var time: String
    var fields: FieldSet

    init(owner: FieldOwner, time: String, fields: FieldSet) {
        self.owner = owner
        self.time = time
        self.fields = fields
    }

    /// Nil when it is none that Kubernetes would take.
    init?(_ json: JSON) {
        guard let operation = json["operation"].string.flatMap(FieldOwner.Operation.init(rawValue:)),
            json["fieldsType"].string == "FieldsV1", let fields = FieldSet(fieldsV1: json["fieldsV1"])
        else { return nil }
        owner = FieldOwner(
            manager: json["manager"].string ?? "", operation: operation, apiVersion: json["apiVersion"].string ?? "",
            subresource: json["subresource"].string ?? "")
        time = json["time"].string ?? ""
        self.fields = fields
    }

    var json: JSON {
        var json: JSON = [
            "manager": .string(owner.manager), "operation": .string(owner.operation.rawValue), "apiVersion": .string(owner.apiVersion),
            "fieldsType": "FieldsV1", "fieldsV1": fields.fieldsV1,
        ]
        if !time.isEmpty { json["time"] = .string(time) }
        if !owner.subresource.isEmpty { json["subresource"] = .string(owner.subresource) }
        return json
    }

    /// Appliers first, then by time: the order of Kubernetes.
    static func isBefore(_ left: Self, _ right: Self) -> Bool {
        let keys = { (entry: Self) in
            [
                entry.owner.operation.rawValue, entry.time, entry.owner.manager, entry.owner.apiVersion, entry.owner.subresource,
            ]
        }
        return keys(left).lexicographicallyPrecedes(keys(right))
    }
}
