import KubeModel

/// The body of a request.
struct RequestContent: Sendable {
    let bytes: [UInt8]
    /// Without parameters.
    let mediaType: String

    init(bytes: [UInt8], contentType: String) {
        self.bytes = bytes
        mediaType = (contentType.split(separator: ";").first ?? "").trimmingASCIISpaces.lowercased()
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The object in the body: JSON, YAML, or the protobuf of the kinds that `kubectl` makes itself. Throws 415 for another format and
    /// 400 when it cannot be read.
    func object() throws(StatusError) -> JSON {
        switch mediaType {
        case "", "application/json", "*/*": try json()
        case ProtobufContent.mediaType: try ProtobufContent.object(in: bytes)
        case "application/yaml", "application/x-yaml", "text/yaml": try yaml()
        default: throw .unsupportedMediaType
        }
    }

    /// The patch in the body, of the kind that its media type says.
    func patch(isForced: Bool) throws(StatusError) -> ObjectPatch {
        switch mediaType {
        case "application/json-patch+json": return .json(try json())
        case "application/merge-patch+json": return .merge(try json())
        case "application/strategic-merge-patch+json": return .strategicMerge(try json())
        case "application/apply-patch+yaml": return .apply(try yaml(), force: isForced)
        default:
            throw StatusError(
                code: 415, reason: .unsupportedMediaType,
                message: "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
                    + "application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml")
        }
    }

    /// The fields that stand twice in one object. YAML with such fields is not read at all.
    var repetitions: [FieldFault] {
        guard let first = bytes.first(where: { $0 > 0x20 }), "{[".utf8.contains(first), mediaType != ProtobufContent.mediaType else {
            return []
        }
        return RepeatedFields.paths(in: bytes).map { FieldFault(FieldPath($0), .duplicateField, "duplicate field \"\($0)\"") }
    }

    private func json() throws(StatusError) -> JSON {
        do {
            return try JSON(parsing: bytes)
        } catch {
            throw .badRequest("the object provided is unrecognized (must be valid JSON): \(error)")
        }
    }

    /// JSON is YAML too, and then read as what it is.
    private func yaml() throws(StatusError) -> JSON {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return try json() }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badRequest("the body is not UTF-8") }
        do throws(YAMLFault) {
            return try YAMLDocument.single(in: text)
        } catch {
            throw .badRequest("error converting YAML to JSON: \(error)")
        }
    }
}
