import Crypto

/// All that a source held at one moment.
package struct SourceContent: Sendable, Equatable {
    /// In the order of their names.
    package let entries: [SourceEntry]
    /// Whether the writer swaps the whole content at once, so that it is never seen half-written.
    package let isAtomic: Bool
    package let origin: SourceOrigin
    /// SHA-256 of the names and the normalized bytes, in hexadecimal: the revision.
    package let hash: String

    package init(entries: [SourceEntry], isAtomic: Bool, origin: SourceOrigin = .file) {
        self.entries = entries.sorted { $0.name < $1.name }
        self.isAtomic = isAtomic
        self.origin = origin
        var hasher = SHA256()
        for entry in self.entries {
            hasher.update(data: Array("\(entry.name.utf8.count):\(entry.name)\(entry.bytes.count):".utf8))
            hasher.update(data: entry.bytes)
        }
        self.hash = hasher.finalize().hexadecimal
    }
}

extension Digest {
    /// Two lower-case digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
