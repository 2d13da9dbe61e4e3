import Foundation

/// A new content that a share of the pods tries before it becomes the content: what a ConfigMap says of it under the key `.rollout`. The
/// new content itself stands beside it, each key under `.canary.<key>`.
///
/// A pod is in the share when its ``position(of:)`` is below ``below``. That depends on its name and the rollout alone: a share that grows
/// keeps the pods it had, and the next rollout begins with others.
package struct ConfigStaging: Sendable, Hashable, Codable {
    /// The key under which this stands, as JSON.
    package static let key = ".rollout"
    /// What comes before each key of the new content.
    package static let contentPrefix = ".canary."
    /// Positions go from 0 up to and without this: so many as a JSON number can tell apart in every language.
    package static let positions = 1 << 53

    /// The identity of the rollout.
    package let release: String
    /// Grows with every write.
    package let intent: Int
    /// The name of the revision that is tried, such as `r7`.
    package let revision: String
    /// The share that is meant, in percent; what acts is ``below``.
    package let percent: Int
    /// Where the share ends; ``positions`` for every pod.
    package let below: Int

    package init(release: String, intent: Int, revision: String, percent: Int, below: Int) {
        self.release = release
        self.intent = intent
        self.revision = revision
        self.percent = percent
        self.below = below
    }

    /// Reads what stands under ``key``; nil when it is not what ``text`` writes. Members that are not known are left alone.
    package init?(json bytes: [UInt8]) {
        guard let staging = try? JSONDecoder().decode(ConfigStaging.self, from: Data(bytes)) else { return nil }
        guard !staging.release.isEmpty, !staging.revision.isEmpty else { return nil }
        guard (0...100).contains(staging.percent), (0...Self.positions).contains(staging.below) else { return nil }
        self = staging
    }

    /// As JSON with its keys in order, for ``key``.
    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Whether a pod belongs to the share.
    package func includes(pod: String) -> Bool { position(of: pod) < below }

    /// Where a pod stands among all possible ones.
    package func position(of pod: String) -> Int { Self.position(of: pod, release: release) }

    /// FNV-1a over the rollout and the pod, spread by the finaliser of MurmurHash3: names that differ in one letter lie far apart.
    package static func position(of pod: String, release: String) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(release)/\(pod)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return Int((hash ^ hash >> 33) >> 11)
    }
}
