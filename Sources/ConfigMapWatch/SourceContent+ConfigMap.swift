import Foundation
package import HotConfig
package import KubeModel

extension SourceContent {
    /// What a pod uses of a volume of this ConfigMap, with the same hash.
    /// - Parameter pod: Nil for what is no pod: it uses the plain content.
    package init(configMap object: KubeObject, pod: String? = nil, arrived: ContinuousClock.Instant) {
        let texts = object["data"].strings.map { SourceEntry(name: $0.key, bytes: Array($0.value.utf8)) }
        let binaries = object["binaryData"].strings.compactMap { name, text in
            Data(base64Encoded: text).map { SourceEntry(name: name, bytes: Array($0)) }
        }
        let entries = (texts + binaries).filter { StagedContent.isKey($0.name) }
        self.init(
            StagedContent(entries, pod: pod), isAtomic: true,
            origin: .api(resourceVersion: object.resourceVersion, arrived: arrived))
    }
}
