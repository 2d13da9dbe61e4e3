import Foundation
package import KubeModel
package import ReleaseEngine

extension ReleaseState {
    /// Reads what ``text`` wrote.
    package init(decoding json: JSON) throws {
        self = try JSON.decoder.decode(Self.self, from: Data((json.string ?? "").utf8))
    }

    /// As the status keeps it: one text, which no API server and no tool on the way rounds or sorts.
    package var text: String {
        get throws { String(decoding: try JSON.encoder.encode(self), as: UTF8.self) }
    }
}
