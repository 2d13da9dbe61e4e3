import Crypto

/// All that a source held at one moment.
package struct SourceContent: Sendable, Equatable {
    /// In the order of their names.
    package let entries: [SourceEntry]
    /// Whether the writer swaps the whole content at once, so that it is never seen half-written.
    package let isAtomic: Bool
    package let origin: SourceOrigin
    /// What is being tried beside the plain content.
    package let share: StagedShare?
    /// Why nobody can tell what is being tried.
    package let stagingFault: ConfigFault?
    /// SHA-256 of the names and the normalized bytes, in hexadecimal: the revision.
    package let hash: String

    package init(entries: [SourceEntry], isAtomic: Bool, origin: SourceOrigin = .file) {
        self.init(StagedContent(plain: entries), isAtomic: isAtomic, origin: origin)
    }

    /// What a pod uses of all that the source held; the hash is that of what it uses.
    package init(_ content: StagedContent, isAtomic: Bool, origin: SourceOrigin = .file) {
        entries = content.entries.sorted { $0.name < $1.name }
        share = content.share
        stagingFault = content.fault
        self.isAtomic = isAtomic
        self.origin = origin
        var hasher = SHA256()
        for entry in entries {
            hasher.update(data: Array("\(entry.name.utf8.count):\(entry.name)\(entry.bytes.count):".utf8))
            hasher.update(data: entry.bytes)
        }
        hash = hasher.finalize().hexadecimal
    }

    /// The name of the revision in reports and metrics: the start of its hash.
    package var revision: String { Self.revision(ofHash: hash) }

    /// How much of a content hash names a revision.
    package static func revision(ofHash hash: String) -> String { String(hash.prefix(12)) }
}

extension Digest {
    /// Two lower-case digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
