extension KubeObject {
    /// Without the members that the schema does not know, as the API server stores it where it only warns of them.
    package func pruned(to schema: Schema) -> KubeObject { KubeObject(json.pruned(to: schema)) }
}

extension JSON {
    fileprivate func pruned(to schema: Schema) -> JSON {
        switch self {
        case .object(let members):
            .object(
                members.reduce(into: [:]) { kept, member in
                    if let schema = schema.member(member.key) { kept[member.key] = member.value.pruned(to: schema) }
                })
        case .array(let elements): schema.element.map { element in .array(elements.map { $0.pruned(to: element) }) } ?? self
        default: self
        }
    }
}
