import KubeModel
import NIOCore

/// Reads the events of a watch, one JSON object a line.
struct WatchDecoder: BodyDecoder {
    private var lines: LineDecoder

    /// - Parameter limit: The longest event, in bytes.
    init(limit: Int) { lines = LineDecoder(limit: limit) }

    mutating func decode(_ bytes: ByteBufferView, _ emit: (WatchEvent) -> Void) throws(StatusError) {
        try lines.decode(bytes, tooLong: Self.tooLong) { line throws(StatusError) in
            let json: JSON
            do throws(JSONSyntaxError) {
                json = try JSON(parsing: line)
            } catch {
                throw StatusError(code: 0, reason: .unknown, message: "a watch told what is no event: \(error)")
            }
            emit(try Self.event(json))
        }
    }

    private static func tooLong(_ fault: LineDecoder.TooLong) -> StatusError {
        StatusError(code: 0, reason: .unknown, message: "a watch told an event of more than \(fault.limit) bytes")
    }

    private static func event(_ json: JSON) throws(StatusError) -> WatchEvent {
        let object = KubeObject(json["object"])
        switch json["type"].string {
        case "ADDED": return .added(object)
        case "MODIFIED": return .modified(object)
        case "DELETED": return .deleted(object)
        case "BOOKMARK": return .bookmark(resourceVersion: object.resourceVersion)
        case "ERROR":
            throw StatusError(object.json) ?? StatusError(code: 0, reason: .unknown, message: "a watch failed: \(object.json.text)")
        default:
            throw StatusError(code: 0, reason: .unknown, message: "a watch told an event of the unknown type \(json["type"].text)")
        }
    }
}
