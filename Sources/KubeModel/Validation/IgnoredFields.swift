/// Finds the fields that an object sets and the local cluster does not act on.
struct IgnoredFields {
    private(set) var warnings: [String] = []
    private var seen: Set<String> = []

    /// A field that says no more than what counts anyway is not spoken of, and of a list's elements only the first.
    mutating func collect(_ value: LocatedValue, _ schema: Schema) {
        if let why = schema.notes.ignoredBecause {
            guard !saysNothing(value.json, schema), seen.insert(value.path.memberNames).inserted else { return }
            warnings.append("\(value.path) is not honoured by the local cluster: \(why)")
            return
        }
        switch value.json {
        case .object(let members):
            for name in members.keys.sorted() { if let member = schema.member(name) { collect(value[name], member) } }
        case .array: if let element = schema.element { for item in value.elements { collect(item, element) } }
        default: break
        }
    }

    private func saysNothing(_ json: JSON, _ schema: Schema) -> Bool {
        switch json {
        case .null, .bool(false), .integer(0), .string(""): true
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty || json == schema.notes.defaultValue
        default: json == schema.notes.defaultValue
        }
    }
}
