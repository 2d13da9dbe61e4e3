package import KubeModel

/// A ConfigMap or Secret as it was seen: its content's hash and what its annotations say.
package struct ConfigSighting: Sendable, Equatable {
    package let reference: ConfigReference
    /// Of the content alone: labels, annotations and versions do not count.
    package let hash: String
    /// It lets itself be found by Deployments that search.
    let isMatch: Bool
    let isIgnored: Bool

    package init(_ object: KubeObject, _ kind: ConfigReference.Kind, hash: String) {
        reference = ConfigReference(kind, name: object.name)
        self.hash = hash
        isMatch = object.annotations[ReloadAnnotation.match] == "true"
        isIgnored = object.annotations[ReloadAnnotation.ignore] == "true"
    }

    /// The text whose SHA-1 Reloader takes: `key=value` in order, with semicolons between.
    /// - Parameter decode: Of base 64; in Secrets the decoded values count, in ConfigMaps the binary ones count as they are written.
    package static func content(of object: KubeObject, _ kind: ConfigReference.Kind, decode: (String) -> [UInt8]?) -> [UInt8] {
        var lines: [[UInt8]] = object["data"].strings.map { key, value in
            let bytes = kind == .secret ? decode(value) ?? Array(value.utf8) : Array(value.utf8)
            return Array("\(key)=".utf8) + bytes
        }
        lines += object["binaryData"].strings.map { Array("\($0.key)=\($0.value)".utf8) }
        lines.sort { $0.lexicographicallyPrecedes($1) }
        return Array(lines.joined(separator: [UInt8(ascii: ";")]))
    }
}
