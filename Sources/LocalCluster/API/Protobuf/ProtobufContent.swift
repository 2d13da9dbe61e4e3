import Foundation
package import KubeModel

/// A body in Kubernetes' protobuf form, which `kubectl` sends for what it makes itself: four bytes of magic, and an envelope that names
/// the kind and holds its message.
package enum ProtobufContent {
    package static let mediaType = "application/vnd.kubernetes.protobuf"

    private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

    private static let typeMeta = ProtobufMessage("TypeMeta", [1: .string("apiVersion"), 2: .string("kind")])
    private static let envelope = ProtobufMessage(
        "Unknown",
        [
            1: .message("typeMeta", typeMeta), 2: ProtobufMessage.Field("raw", .bytes), 3: .string("contentEncoding"),
            4: .string("contentType"),
        ])

    /// The object as JSON. Throws 400 for what cannot be read and 415 for a kind that is not read in this form.
    package static func object(in bytes: [UInt8]) throws(StatusError) -> JSON {
        guard bytes.starts(with: magic) else { throw .badRequest("the body does not begin as Kubernetes' protobuf does") }
        let outer = try decoded(bytes.dropFirst(magic.count), as: envelope)
        let meta = outer["typeMeta"]
        guard let message = ProtobufMessage.kinds["\(meta["apiVersion"].string ?? "")/\(meta["kind"].string ?? "")"] else {
            throw .unsupportedMediaType
        }
        let inner = Data(base64Encoded: outer["raw"].string ?? "") ?? Data()
        var object = try decoded(Array(inner)[...], as: message)
        object["apiVersion"] = meta["apiVersion"]
        object["kind"] = meta["kind"]
        return object
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>, as message: ProtobufMessage) throws(StatusError) -> JSON {
        do throws(ProtobufDecoder.Failure) {
            return try ProtobufDecoder.json(bytes, as: message)
        } catch {
            throw .badRequest("unable to decode the body: \(error)")
        }
    }
}
