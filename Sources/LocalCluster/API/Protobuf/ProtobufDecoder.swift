import Foundation
import KubeModel

/// Turns a message into the JSON that Go would have written for it. A field that the tables do not have is refused by its number rather
/// than lost.
struct ProtobufDecoder {
    /// Why a message cannot be read.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let depthLimit = 32

    static func json(_ bytes: ArraySlice<UInt8>, as message: ProtobufMessage, depth: Int = 0) throws(Failure) -> JSON {
        guard depth < depthLimit else { throw Failure(description: "\(message.name) is nested too deep") }
        var members: [String: JSON] = [:]
        for (number, value) in try fields(bytes, of: message.name) {
            guard let field = message.fields[number] else {
                throw Failure(description: "field \(number) of \(message.name) is not read from protobuf here")
            }
            try add(value, to: &members, field, depth)
        }
        return .object(members)
    }

    private static func fields(_ bytes: ArraySlice<UInt8>, of name: String) throws(Failure) -> [(Int, ProtobufReader.Value)] {
        var reader = ProtobufReader(bytes)
        var fields: [(Int, ProtobufReader.Value)] = []
        do throws(ProtobufReader.Malformed) {
            while let (number, value) = try reader.next() { fields.append((number, value)) }
        } catch {
            throw Failure(description: "\(name) is malformed")
        }
        return fields
    }

    private static func add(
        _ value: ProtobufReader.Value, to members: inout [String: JSON], _ field: ProtobufMessage.Field, _ depth: Int
    ) throws(Failure) {
        switch field.type {
        case .list(let element):
            var list = members[field.name]?.elements ?? []
            members[field.name] = nil
            list.append(try json(value, as: element, of: field, depth))
            members[field.name] = .array(list)
        case .map(let element):
            let entry = ProtobufMessage("entry", [1: .string("key"), 2: ProtobufMessage.Field("value", element, isOptional: true)])
            guard case .bytes(let bytes) = value else { throw mismatch(field) }
            let pair = try json(bytes, as: entry, depth: depth + 1)
            var map = members[field.name] ?? .object([:])
            members[field.name] = nil
            if case .object(var entries) = map {
                entries[pair["key"].string ?? ""] = pair["value"].isNull ? "" : pair["value"]
                map = .object(entries)
            }
            members[field.name] = map
        default:
            let json = try json(value, as: field.type, of: field, depth)
            if field.isOptional || !json.isGoZero { members[field.name] = json }
        }
    }

    private static func json(
        _ value: ProtobufReader.Value, as type: ProtobufMessage.FieldType, of field: ProtobufMessage.Field, _ depth: Int
    ) throws(Failure) -> JSON {
        switch (type, value) {
        case (.integer, .varint(let number)): return .integer(Int(Int64(bitPattern: number)))
        case (.boolean, .varint(let number)): return .bool(number != 0)
        case (.string, .bytes(let bytes)):
            guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(description: "\(field.name) is not UTF-8") }
            return .string(text)
        case (.bytes, .bytes(let bytes)): return .string(Data(bytes).base64EncodedString())
        case (.message(let message), .bytes(let bytes)): return try json(bytes, as: message, depth: depth + 1)
        case (.quantity, .bytes(let bytes)): return try json(bytes, as: .quantity, depth: depth + 1)["string"]
        case (.intOrString, .bytes(let bytes)):
            let parts = try json(bytes, as: .intOrString, depth: depth + 1)
            return parts["type"].int == 1 ? .string(parts["strVal"].string ?? "") : .integer(parts["intVal"].int ?? 0)
        case (.time, .bytes(let bytes)):
            let seconds = try json(bytes, as: .time, depth: depth + 1)["seconds"].int
            return seconds.map { .string(KubeTime(seconds: $0).text) } ?? .null
        default: throw mismatch(field)
        }
    }

    private static func mismatch(_ field: ProtobufMessage.Field) -> Failure { Failure(description: "\(field.name) has a wrong wire type") }
}

extension JSON {
    /// Whether Go's encoder leaves it out of JSON when it is not asked for.
    fileprivate var isGoZero: Bool {
        switch self {
        case .null, "", 0, false: true
        case .object(let members): members.isEmpty
        default: false
        }
    }
}
