import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A ``LastGoodRecord`` as a JSON file that only its owner may read (0600): written beside its place, synced, then renamed into it.
package struct LastGoodFile: LastGoodStoring {
    private static let sizeLimit = 4 << 20

    let path: String

    package var name: String { path }

    package init(path: String) {
        self.path = path
    }

    package func load() throws(LastGoodFailure) -> LastGoodRecord? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let bytes: [UInt8]
        do throws(SourceFailure) {
            bytes = try FileAccess.system.bytes(path, Self.sizeLimit)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
        guard let record = try? JSONDecoder().decode(LastGoodRecord.self, from: Data(bytes)), record.isIntact else {
            throw .corrupt(path: path)
        }
        return record
    }

    package func save(_ record: LastGoodRecord) throws(LastGoodFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let data: Data
        do {
            data = try encoder.encode(record)
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
        let temporary = "\(path).\(getpid()).tmp"
        try write(data, to: temporary)
        guard rename(temporary, path) == 0 else {
            let failure = failure()
            unlink(temporary)
            throw failure
        }
        try sync(directory)
    }

    private func write(_ data: Data, to temporary: String) throws(LastGoodFailure) {
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else { throw failure() }
        defer { close(descriptor) }
        do {
            try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: data)
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    /// Makes the rename itself durable.
    private func sync(_ directory: String) throws(LastGoodFailure) {
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    private func failure() -> LastGoodFailure {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
