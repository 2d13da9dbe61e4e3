import KubeModel

extension ObjectSelector {
    /// `labelSelector` and `fieldSelector`, where there are any.
    var query: [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        if !labels.requirements.isEmpty {
            query.append(("labelSelector", labels.requirements.map(\.queryText).joined(separator: ",")))
        }
        if !fields.requirements.isEmpty {
            query.append(("fieldSelector", fields.requirements.map(\.queryText).joined(separator: ",")))
        }
        return query
    }
}

extension LabelSelector.Requirement {
    fileprivate var queryText: String {
        switch self {
        case .isIn(let key, let values) where values.count == 1: "\(key)=\(values[0])"
        case .isIn(let key, let values): "\(key) in (\(values.joined(separator: ",")))"
        case .notIn(let key, let values) where values.count == 1: "\(key)!=\(values[0])"
        case .notIn(let key, let values): "\(key) notin (\(values.joined(separator: ",")))"
        case .exists(let key): key
        case .absent(let key): "!\(key)"
        }
    }
}

extension FieldSelector.Requirement {
    fileprivate var queryText: String {
        let escaped = value.reduce(into: "") { text, character in
            if character == "\\" || character == "," || character == "=" { text.append("\\") }
            text.append(character)
        }
        return "\(field)\(isEqual ? "=" : "!=")\(escaped)"
    }
}
