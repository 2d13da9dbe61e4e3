import Foundation

/// Small files of an access configuration.
enum ConfigFile {
    private static let sizeLimit = 1 << 20

    static func bytes(_ path: String) throws(KubeConfigFault) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw KubeConfigFault(path: path, reason: isThere ? "cannot be read; let this user read it" : "there is no such file")
        }
        guard data.count <= sizeLimit else { throw KubeConfigFault(path: path, reason: "is larger than 1 MiB") }
        return Array(data)
    }

    /// Without white space round it; never empty.
    static func text(_ path: String) throws(KubeConfigFault) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw KubeConfigFault(path: path, reason: "is not UTF-8 text")
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw KubeConfigFault(path: path, reason: "is empty") }
        return trimmed
    }
}
