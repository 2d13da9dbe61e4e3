/// A list of changes at places of a value (RFC 6902).
package struct JSONPatch: Sendable, Equatable {
    enum Operation: Sendable, Equatable {
        case add(JSONPointer, JSON)
        case remove(JSONPointer)
        case replace(JSONPointer, JSON)
        case move(from: JSONPointer, to: JSONPointer)
        case copy(from: JSONPointer, to: JSONPointer)
        case test(JSONPointer, JSON)
    }

    /// The most operations of one patch, as in Kubernetes.
    package static let operationLimit = 10_000
    /// The most bytes that all `copy` operations of one patch may add, as in Kubernetes.
    package static let copyLimit = 3 * 1024 * 1024

    let operations: [Operation]

    /// Reads the array of operations. Throws 400 naming the operation that is malformed, 413 when there are too many.
    package init(_ json: JSON) throws(StatusError) {
        guard case .array(let elements) = json else {
            throw .badRequest("error decoding patch: a JSON patch is an array of operations, not \(json.typeName)")
        }
        guard elements.count <= Self.operationLimit else {
            throw StatusError(
                code: 413, reason: .tooLarge,
                message: "Request entity is too large: The allowed maximum operations in a JSON patch is \(Self.operationLimit), "
                    + "got \(elements.count)")
        }
        var operations: [Operation] = []
        for (index, element) in elements.enumerated() {
            do {
                operations.append(try Self.operation(element))
            } catch {
                throw .badRequest("error decoding patch: operation \(index): \(error.reason)")
            }
        }
        self.operations = operations
    }

    private struct Malformed: Error {
        let reason: String
    }

    private static func operation(_ json: JSON) throws(Malformed) -> Operation {
        guard json.object != nil else { throw Malformed(reason: "it is no object") }
        let path = try pointer(json, "path")
        switch json["op"].string {
        case "add": return .add(path, try value(json))
        case "remove": return .remove(path)
        case "replace": return .replace(path, try value(json))
        case "move": return .move(from: try pointer(json, "from"), to: path)
        case "copy": return .copy(from: try pointer(json, "from"), to: path)
        case "test": return .test(path, try value(json))
        case let other?: throw Malformed(reason: "Unexpected kind: \(other)")
        case nil: throw Malformed(reason: "it has no \"op\"")
        }
    }

    private static func pointer(_ json: JSON, _ member: String) throws(Malformed) -> JSONPointer {
        guard let text = json[member].string else { throw Malformed(reason: "it has no \"\(member)\"") }
        guard let pointer = JSONPointer(text) else { throw Malformed(reason: "\"\(member)\" is no JSON pointer: \(text)") }
        return pointer
    }

    private static func value(_ json: JSON) throws(Malformed) -> JSON {
        guard let value = json.object?["value"] else { throw Malformed(reason: "it has no \"value\"") }
        return value
    }
}
