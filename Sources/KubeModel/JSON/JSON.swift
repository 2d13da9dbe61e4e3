/// A JSON value. Whole numbers stay whole, as Kubernetes requires.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Dictionary(elements) { $1 }) }
    package init(nilLiteral: ()) { self = .null }
}

extension JSON {
    package init(_ strings: [String: String]) { self = .object(strings.mapValues(JSON.string)) }
    package init(_ strings: [String]) { self = .array(strings.map(JSON.string)) }

    package var isNull: Bool { self == .null }

    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var int: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var object: [String: JSON]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The elements of an array; empty for anything else.
    package var elements: [JSON] { array ?? [] }

    /// The string members of an object, as labels and annotations are.
    package var strings: [String: String] { (object ?? [:]).compactMapValues(\.string) }

    /// What Kubernetes calls the type in its messages.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSON {
    /// The member of an object; null where there is none. Writing makes an object of anything else, and writing null removes.
    package subscript(_ key: String) -> JSON {
        get {
            if case .object(let members) = self { members[key] ?? .null } else { .null }
        }
        set {
            var members: [String: JSON] = [:]
            if case .object(let present) = self { members = present }
            self = .null  // gives up the second reference, so that the dictionary is changed in place
            if newValue.isNull { members.removeValue(forKey: key) } else { members[key] = newValue }
            self = .object(members)
        }
    }

    /// The element of an array; null out of range.
    package subscript(_ index: Int) -> JSON {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
    }

    /// The member at a path of keys, such as `["spec", "replicas"]`. Writing makes the objects on the way.
    package subscript(path keys: some Collection<String>) -> JSON {
        get { keys.reduce(self) { $0[$1] } }
        set {
            guard let first = keys.first else {
                self = newValue
                return
            }
            var member = self[first]
            member[path: keys.dropFirst()] = newValue
            self[first] = member
        }
    }
}
