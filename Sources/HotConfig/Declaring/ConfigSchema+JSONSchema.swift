import Foundation

extension ConfigSchema {
    /// The schema of a configuration document in JSON Schema (draft 2020-12), for editors and webhooks.
    ///
    /// Every key stands once under `$defs`, and may be written in one word or as nested groups: `cache.ttl`, or `ttl` under `cache`.
    /// Rules between keys, and the ranges of durations, no JSON Schema can state; they stand in descriptions and in `x-` members.
    package var jsonSchema: String {
        get throws {
            var root = group("")
            root["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
            root["title"] = .text("Configuration of the \(service) service")
            root["minProperties"] = .integer(1)
            root["$defs"] = .object(Dictionary(fields.map { ($0.key, Self.definition(of: $0)) }) { first, _ in first })
            let required = fields.filter(\.isRequired).map { Self.presence(of: $0.key) }
            if !required.isEmpty { root["allOf"] = .array(required) }
            if !rules.isEmpty {
                root["x-rules"] = .array(
                    rules.map { .object(["keys": .array($0.keys.map(SchemaNode.text)), "rule": .text($0.reason)]) })
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(SchemaNode.object(root)), as: UTF8.self)
        }
    }

    /// An object with every key that begins with `prefix`, in each way in which the rest of it may be written.
    private func group(_ prefix: String) -> [String: SchemaNode] {
        var properties: [String: SchemaNode] = [:]
        for field in fields where field.key.hasPrefix(prefix) {
            let rest = String(field.key.dropFirst(prefix.count))
            properties[rest] = .object(["$ref": .text("#/$defs/\(field.key)")])
            for end in rest.indices where rest[end] == "." {
                let head = String(rest[..<end])
                if properties[head] == nil { properties[head] = .object(group(prefix + head + ".")) }
            }
        }
        return ["type": .text("object"), "properties": .object(properties), "additionalProperties": .boolean(false)]
    }

    /// That a key is set, in any of the ways in which it may be written.
    private static func presence(of key: String) -> SchemaNode {
        let words = key.split(separator: ".").map(String.init)
        var ways: [SchemaNode] = [.object(["required": .array([.text(key)])])]
        for count in 1..<max(words.count, 1) {
            let (head, rest) = (words[..<count].joined(separator: "."), words[count...].joined(separator: "."))
            ways.append(
                .object(["required": .array([.text(head)]), "properties": .object([head: presence(of: rest)])]))
        }
        return ways.count == 1 ? ways[0] : .object(["anyOf": .array(ways)])
    }
}

extension ConfigSchema {
    private static func definition(of field: ConfigField) -> SchemaNode {
        var node = type(of: field)
        node["description"] = .text("\(field.documentation) Allowed: \(field.constraint).")
        node["default"] = field.defaultValue.map(SchemaNode.init)
        return .object(node)
    }

    private static func type(of field: ConfigField) -> [String: SchemaNode] {
        switch field.constraint {
        case .boolean:
            return ["type": .text("boolean")]
        case .integers(let range):
            return ["type": .text("integer"), "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .durations(let range):
            return [
                "type": .text("string"), "pattern": .text(DurationText.pattern),
                "x-minimum": .text(DurationText(range.lowerBound).description),
                "x-maximum": .text(DurationText(range.upperBound).description),
            ]
        case .oneOf(let choices):
            return ["type": .text("string"), "enum": .array(choices.map(SchemaNode.text))]
        case .maxLength(let limit):
            return ["type": .text("string"), "maxLength": .integer(limit)]
        case .maxCount(let limit):
            return [
                "type": .array([.text("array"), .text("string")]), "items": .object(["type": .text("string")]), "maxItems": .integer(limit),
            ]
        case .secret(let minimum):
            // Bytes are no fewer than characters, but may be more: the exact rule is the service's.
            return ["type": .text("string"), "minLength": .integer(minimum > 0 ? 1 : 0), "writeOnly": .boolean(true)]
        }
    }
}

/// A piece of a JSON Schema.
private indirect enum SchemaNode: Encodable {
    case boolean(Bool)
    case integer(Int)
    case text(String)
    case array([SchemaNode])
    case object([String: SchemaNode])

    init(_ value: ConfigScalar) {
        switch value {
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .text(let value): self = .text(value)
        case .list(let values): self = .array(values.map(SchemaNode.text))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
