import Crypto
import Foundation

/// The last good revision as it is kept across restarts: the settings that were set, without any secret.
package struct LastGoodRecord: Sendable, Equatable, Codable {
    static let currentFormat = 1

    package let format: Int
    package let service: String
    /// The whole content hash of the source it was read from.
    package let revision: String
    package let settings: [String: SettingValue]
    /// SHA-256 over all of the above, so that a damaged file is known for one.
    package let checksum: String

    package init(service: String, revision: String, settings: [String: SettingValue]) {
        self.format = Self.currentFormat
        self.service = service
        self.revision = revision
        self.settings = settings
        self.checksum = Self.checksum(service, revision, settings)
    }

    var isIntact: Bool {
        format == Self.currentFormat && checksum == Self.checksum(service, revision, settings)
    }

    private static func checksum(_ service: String, _ revision: String, _ settings: [String: SettingValue]) -> String {
        var hasher = SHA256()
        let update = { (text: String) in hasher.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
        update(service)
        update(revision)
        for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
            update(key)
            switch value {
            case .text(let text): update("text"); update(text)
            case .list(let texts): update("list \(texts.count)"); texts.forEach(update)
            }
        }
        return hasher.finalize().hexadecimal
    }
}
