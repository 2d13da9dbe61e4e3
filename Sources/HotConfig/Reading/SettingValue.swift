import Configuration

/// A value as it stands in a source, before its key says what it must be.
package enum SettingValue: Sendable, Equatable {
    case text(String)
    case list([String])

    var text: String {
        switch self {
        case .text(let text): text
        case .list(let texts): texts.joined(separator: ", ")
        }
    }

    var content: ConfigContent {
        switch self {
        case .text(let text): .string(text)
        case .list(let texts): .stringArray(texts)
        }
    }
}

extension SettingValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try container.decode([String].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let texts): try container.encode(texts)
        }
    }
}
