import Foundation
package import HotConfig
package import KubeModel

extension SourceContent {
    /// What a volume of this ConfigMap holds, with the same hash.
    package init(configMap object: KubeObject, arrived: ContinuousClock.Instant) {
        let texts = object["data"].strings.map { SourceEntry(name: $0.key, bytes: Array($0.value.utf8)) }
        let binaries = object["binaryData"].strings.compactMap { name, text in
            Data(base64Encoded: text).map { SourceEntry(name: name, bytes: Array($0)) }
        }
        self.init(
            // Files whose names start with a dot are no keys: that is how a volume keeps its own.
            entries: (texts + binaries).filter { !$0.name.hasPrefix(".") }, isAtomic: true,
            origin: .api(resourceVersion: object.resourceVersion, arrived: arrived))
    }
}
