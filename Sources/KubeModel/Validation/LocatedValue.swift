/// A value of an object together with its path, for the rules that walk it.
struct LocatedValue: Sendable {
    let json: JSON
    let path: FieldPath

    init(_ json: JSON, at path: FieldPath = FieldPath()) {
        self.json = json
        self.path = path
    }

    /// The member of an object; its value is null where there is none.
    subscript(name: String) -> LocatedValue { LocatedValue(json[name], at: path / name) }

    /// The elements of a list; none of anything else.
    var elements: [LocatedValue] { json.elements.enumerated().map { LocatedValue($1, at: path[$0]) } }

    /// The values of a map with their keys, in order.
    var entries: [(key: String, value: LocatedValue)] {
        (json.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, LocatedValue($0.value, at: path[$0.key])) }
    }

    /// Whether there is something.
    var isSet: Bool { !json.isNull }
    /// Empty where there is no text.
    var text: String { json.string ?? "" }
    var int: Int? { json.int }
}
