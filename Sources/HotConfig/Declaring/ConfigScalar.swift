/// One value as a document or a report shows it. A duration is text, such as `1m30s`.
package enum ConfigScalar: Sendable, Equatable {
    case boolean(Bool)
    case integer(Int)
    case text(String)
    case list([String])

    /// The value as a person reads it.
    package var text: String {
        switch self {
        case .boolean(let value): String(value)
        case .integer(let value): String(value)
        case .text(let value): value
        case .list(let values): values.joined(separator: ", ")
        }
    }
}

extension ConfigScalar: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = .list(try container.decode([String].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        }
    }
}
