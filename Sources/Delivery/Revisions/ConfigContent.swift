import ConfigMapWatch
import HotConfig
package import KubeModel

/// What a ConfigMap tells its service: every key but those of a rollout.
package struct ConfigContent: Sendable, Hashable {
    /// By key, as `data` has them.
    package let texts: [String: String]
    /// By key, in Base64, as `binaryData` has them.
    package let binaries: [String: String]
    /// SHA-256 of keys and normalized values, in hexadecimal: the very hash by which a pod tells contents apart.
    package let hash: String

    package init(texts: [String: String], binaries: [String: String] = [:]) {
        self.texts = texts
        self.binaries = binaries
        var object = KubeObject(.configMaps, name: "")
        object["data"] = JSON(texts)
        object["binaryData"] = JSON(binaries)
        hash = SourceContent(configMap: object, arrived: .now).hash
    }

    /// The plain content of a ConfigMap.
    package init(of object: KubeObject) {
        let isPlain = { (entry: (key: String, value: String)) in !entry.key.hasPrefix(".") }
        self.init(texts: object["data"].strings.filter(isPlain), binaries: object["binaryData"].strings.filter(isPlain))
    }

    /// What a share of the pods tries instead; nil when there is no such content.
    package init?(triedIn object: KubeObject) {
        let (texts, binaries) = (Self.tried(object["data"]), Self.tried(object["binaryData"]))
        guard !texts.isEmpty || !binaries.isEmpty else { return nil }
        self.init(texts: texts, binaries: binaries)
    }

    private static func tried(_ map: JSON) -> [String: String] {
        let entries = map.strings.filter { $0.key.hasPrefix(ConfigStaging.contentPrefix) }
        return Dictionary(uniqueKeysWithValues: entries.map { (String($0.key.dropFirst(ConfigStaging.contentPrefix.count)), $0.value) })
    }

    /// How pods call it in `souk_config_info` and `/configz`.
    package var revision: String { SourceContent.revision(ofHash: hash) }

    package var isEmpty: Bool { texts.isEmpty && binaries.isEmpty }

    /// Two are the same when pods cannot tell them apart.
    package func isSame(as other: ConfigContent) -> Bool { hash == other.hash }
}

extension KubeObject {
    /// Replaces the plain content and everything of a rollout.
    /// - Parameter staging: What a share of the pods is to try, and which.
    mutating func setConfig(_ plain: ConfigContent, staging: (content: ConfigContent, notice: String)? = nil) {
        let prefix = ConfigStaging.contentPrefix
        func merged(_ keep: [String: String], _ tried: [String: String]) -> [String: String] {
            keep.merging(tried.map { (prefix + $0.key, $0.value) }) { $1 }
        }
        var texts = merged(plain.texts, staging?.content.texts ?? [:])
        texts[ConfigStaging.key] = staging?.notice
        let binaries = merged(plain.binaries, staging?.content.binaries ?? [:])
        self["data"] = texts.isEmpty ? .null : JSON(texts)
        self["binaryData"] = binaries.isEmpty ? .null : JSON(binaries)
    }
}
