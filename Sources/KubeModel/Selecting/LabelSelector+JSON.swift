extension LabelSelector {
    /// Selects no object whatever its labels.
    package static let nothing = LabelSelector([.isIn("", [])])

    /// Reads `matchLabels` and `matchExpressions`, or a plain map of labels as Services have it. As in Kubernetes an empty object selects
    /// everything, and null nothing.
    package init(_ json: JSON) throws(SelectorFault) {
        switch json {
        case .null:
            self = .nothing
        case .object(let members) where members.keys.contains { $0 == "matchLabels" || $0 == "matchExpressions" } && !Self.isPlain(members):
            var requirements = try Self.labels(json["matchLabels"], at: "matchLabels")
            guard json["matchExpressions"].isNull || json["matchExpressions"].array != nil else {
                throw SelectorFault("matchExpressions: must be an array, not \(json["matchExpressions"].typeName)")
            }
            for (index, expression) in json["matchExpressions"].elements.enumerated() {
                requirements.append(try Self.requirement(expression, at: "matchExpressions[\(index)]"))
            }
            self.init(requirements)
        default:
            self.init(try Self.labels(json, at: "selector"))
        }
    }

    /// Labels may be called `matchLabels` too; they are texts.
    private static func isPlain(_ members: [String: JSON]) -> Bool { members.values.allSatisfy { $0.string != nil } }

    private static func labels(_ json: JSON, at path: String) throws(SelectorFault) -> [Requirement] {
        guard !json.isNull else { return [] }
        guard case .object(let members) = json else { throw SelectorFault("\(path): must be an object, not \(json.typeName)") }
        var requirements: [Requirement] = []
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let value = value.string else { throw SelectorFault("\(path).\(key): must be a string, not \(value.typeName)") }
            if let fault = LabelSyntax.fault(ofKey: key) ?? LabelSyntax.fault(ofValue: value) { throw SelectorFault("\(path): \(fault)") }
            requirements.append(.isIn(key, [value]))
        }
        return requirements
    }

    private static func requirement(_ json: JSON, at path: String) throws(SelectorFault) -> Requirement {
        let key = json["key"].string ?? ""
        if let fault = LabelSyntax.fault(ofKey: key) { throw SelectorFault("\(path).key: \(fault)") }
        let values = json["values"].elements.compactMap(\.string)
        guard values.count == json["values"].elements.count else { throw SelectorFault("\(path).values: must be strings") }
        if let fault = values.lazy.compactMap(LabelSyntax.fault(ofValue:)).first { throw SelectorFault("\(path).values: \(fault)") }
        let name = json["operator"].string ?? ""
        switch name {
        case "In", "NotIn":
            guard !values.isEmpty else { throw SelectorFault("\(path).values: must be specified when `operator` is 'In' or 'NotIn'") }
            return name == "In" ? .isIn(key, values) : .notIn(key, values)
        case "Exists", "DoesNotExist":
            guard values.isEmpty else {
                throw SelectorFault("\(path).values: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
            }
            return name == "Exists" ? .exists(key) : .absent(key)
        default:
            throw SelectorFault("\(path).operator: not a valid selector operator: \"\(name)\"")
        }
    }

    /// `matchLabels` for plain equalities, `matchExpressions` for the rest.
    package var json: JSON {
        var labels: [String: JSON] = [:]
        var expressions: [JSON] = []
        for requirement in requirements {
            switch requirement {
            case .isIn(let key, let values) where values.count == 1 && labels[key] == nil:
                labels[key] = .string(values[0])
            case .isIn(let key, let values):
                expressions.append(["key": .string(key), "operator": "In", "values": JSON(values)])
            case .notIn(let key, let values):
                expressions.append(["key": .string(key), "operator": "NotIn", "values": JSON(values)])
            case .exists(let key):
                expressions.append(["key": .string(key), "operator": "Exists"])
            case .absent(let key):
                expressions.append(["key": .string(key), "operator": "DoesNotExist"])
            }
        }
        var json: JSON = [:]
        if !labels.isEmpty { json["matchLabels"] = .object(labels) }
        if !expressions.isEmpty { json["matchExpressions"] = .array(expressions) }
        return json
    }
}
