import Foundation

/// Which manifests a cluster was given last.
struct AppliedManifests: Sendable {
    let home: ShopHome

    private var path: String { "\(home.cluster)/applied" }

    /// Nil when it was given none.
    var digest: String? {
        FileManager.default.contents(atPath: path).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    func remember(_ digest: String) throws { try PrivateFile.write(digest + "\n", to: path) }
}
