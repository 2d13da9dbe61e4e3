import KubeModel

/// Reads the members of a specification and notes what cannot be read. A member that is missing is nil and no fault.
struct SpecReader {
    /// One for each fault, with its field: `spec.drain: "5x" is no duration`.
    private(set) var faults: [String] = []

    mutating func text(_ field: SpecField) -> String? { read(field, "no text") { $0.string } }

    mutating func whole(_ field: SpecField) -> Int? { read(field, "no whole number") { $0.int } }

    mutating func number(_ field: SpecField) -> Double? { read(field, "no number") { $0.double } }

    mutating func flag(_ field: SpecField) -> Bool? { read(field, "neither true nor false") { $0.bool } }

    mutating func duration(_ field: SpecField) -> Duration? {
        read(field, "no duration, such as 90s or 5m") { $0.string.flatMap(GoDuration.parse) }
    }

    /// One of a few words.
    mutating func choice<Choice>(_ field: SpecField, _ choices: KeyValuePairs<String, Choice>) -> Choice? {
        read(field, "none of \(choices.map(\.key).joined(separator: ", "))") { json in
            choices.first { $0.key == json.string }?.value
        }
    }

    /// A text that has to be there; empty where it is not.
    mutating func requiredText(_ field: SpecField) -> String {
        if field.isMissing { refuse(field, "is missing") }
        return text(field) ?? ""
    }

    mutating func refuse(_ field: SpecField, _ why: String) { faults.append("\(field.path): \(why)") }

    private mutating func read<Value>(_ field: SpecField, _ fault: String, _ value: (JSON) -> Value?) -> Value? {
        guard !field.isMissing else { return nil }
        let value = value(field.json)
        if value == nil { refuse(field, "\(field.json.text) is \(fault)") }
        return value
    }
}
