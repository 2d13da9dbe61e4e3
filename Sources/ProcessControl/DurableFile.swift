package import Foundation
import Glibc

/// Writes whole files such that a reader, and a start after a crash, sees the old content or the new.
package enum DurableFile {
    /// Replaces or creates the file at `path`.
    ///
    /// - Parameters:
    ///   - mode: Permissions of the new file.
    ///   - isSynced: Whether it must outlive a loss of power. What only matters while this machine runs is spared the wait for the disk.
    package static func replace(_ path: String, with content: some DataProtocol, mode: UInt16 = 0o600, isSynced: Bool = true) throws {
        let draft = "\(path).\(UInt32.random(in: 0...UInt32.max)).tmp"
        do {
            try write(Array(content), to: draft, mode: mode, isSynced: isSynced)
            guard rename(draft, path) == 0 else { throw failure("rename", path) }
        } catch {
            unlink(draft)
            throw error
        }
        guard isSynced else { return }
        // The name itself is durable only when its folder is.
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("fsync", path) }
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: UInt16, isSynced: Bool) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        guard file >= 0 else { throw failure("open", path) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure("write", path) }
            rest = rest.dropFirst(count)
        }
        guard !isSynced || fsync(file) == 0 else { throw failure("fsync", path) }
    }

    private static func failure(_ call: String, _ path: String) -> FileFailure {
        FileFailure(call: call, path: path, reason: String(cString: strerror(errno)))
    }
}

/// A file operation that the system refused.
package struct FileFailure: Error, Equatable, CustomStringConvertible {
    package let call: String
    package let path: String
    package let reason: String

    package init(call: String, path: String, reason: String) {
        self.call = call
        self.path = path
        self.reason = reason
    }

    package var description: String { "\(call) \(path): \(reason)" }
}
