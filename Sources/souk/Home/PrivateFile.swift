import Foundation

/// Files that only their owner may read.
enum PrivateFile {
    static func createFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes whole or not at all: a reader sees the old content or the new. The permissions are there before the content is.
    static func write(_ text: String, to path: String, permissions: Int = 0o600) throws {
        let temporary = path + ".\(UUID().uuidString).new"
        guard FileManager.default.createFile(atPath: temporary, contents: Data(text.utf8), attributes: [.posixPermissions: permissions])
        else { throw CommandFailure("\(path) cannot be written. Is the folder there and yours, and the disk not full?") }
        guard rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(errno))
            try? FileManager.default.removeItem(atPath: temporary)
            throw CommandFailure("\(path) cannot be written: \(reason)")
        }
    }

    /// The text without white space round it. Throws ``CommandFailure`` with `hint` when the file cannot be read.
    static func read(_ path: String, hint: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8) else {
            throw CommandFailure("\(path) cannot be read. \(hint)")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
