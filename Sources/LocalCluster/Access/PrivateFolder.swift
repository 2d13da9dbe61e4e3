import Foundation

/// A folder whose files only their owner may read.
package struct PrivateFolder: Sendable {
    package let path: String

    /// Makes the folder if need be.
    package init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The text of a file without white space round it; nil when there is no such file. Throws when it cannot be read.
    package func read(_ name: String) throws -> String? {
        guard FileManager.default.fileExists(atPath: file(name)) else { return nil }
        let text = try String(contentsOfFile: file(name), encoding: .utf8)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes whole or not at all. The permissions are there before the content is.
    package func write(_ text: String, to name: String) throws {
        let temporary = file(".\(name).\(UUID().uuidString).new")
        guard FileManager.default.createFile(atPath: temporary, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: temporary])
        }
        guard rename(temporary, file(name)) == 0 else {
            let reason = POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            try? FileManager.default.removeItem(atPath: temporary)
            throw reason
        }
    }

    private func file(_ name: String) -> String { "\(path)/\(name)" }
}
