extension JSON {
    /// Whether the nesting goes deeper than `limit`; looks no deeper than that itself.
    func isDeeper(than limit: Int) -> Bool {
        switch self {
        case .array(let elements): limit <= 0 || elements.contains { $0.isDeeper(than: limit - 1) }
        case .object(let members): limit <= 0 || members.values.contains { $0.isDeeper(than: limit - 1) }
        default: false
        }
    }

    /// Equality as RFC 6902 has it: numbers by their value, so that `1` is `1.0`.
    func isEquivalent(to other: JSON) -> Bool {
        switch (self, other) {
        case (.integer(let whole), .number(let number)), (.number(let number), .integer(let whole)):
            Int(exactly: number) == whole
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isEquivalent(to: $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count && left.allSatisfy { name, value in right[name].map(value.isEquivalent) ?? false }
        default:
            self == other
        }
    }

    /// The value without members that are null, at any depth. Elements of arrays stay.
    var withoutNullMembers: JSON {
        switch self {
        case .object(let members): .object(members.filter { !$0.value.isNull }.mapValues(\.withoutNullMembers))
        case .array(let elements): .array(elements.map(\.withoutNullMembers))
        default: self
        }
    }
}
