import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few file operations that ``FileSourceReader`` needs.
package struct FileAccess: Sendable {
    /// Whether the path leads to a directory, after all links.
    package var isDirectory: @Sendable (_ path: String) throws(SourceFailure) -> Bool
    /// Where a symbolic link points, or nil when there is none.
    package var linkTarget: @Sendable (_ path: String) -> String?
    /// The names in a directory.
    package var names: @Sendable (_ path: String) throws(SourceFailure) -> [String]
    /// The content of a regular file of at most `limit` bytes.
    package var bytes: @Sendable (_ path: String, _ limit: Int) throws(SourceFailure) -> [UInt8]

    package init(
        isDirectory: @escaping @Sendable (_ path: String) throws(SourceFailure) -> Bool,
        linkTarget: @escaping @Sendable (_ path: String) -> String?,
        names: @escaping @Sendable (_ path: String) throws(SourceFailure) -> [String],
        bytes: @escaping @Sendable (_ path: String, _ limit: Int) throws(SourceFailure) -> [UInt8]
    ) {
        self.isDirectory = isDirectory
        self.linkTarget = linkTarget
        self.names = names
        self.bytes = bytes
    }
}

extension FileAccess {
    /// The machine's files.
    package static let system = FileAccess(
        isDirectory: { path throws(SourceFailure) in
            var status = stat()
            guard stat(path, &status) == 0 else { throw failure(path) }
            return status.st_mode & S_IFMT == S_IFDIR
        },
        linkTarget: { path in try? FileManager.default.destinationOfSymbolicLink(atPath: path) },
        names: { path throws(SourceFailure) in
            if let names = try? FileManager.default.contentsOfDirectory(atPath: path) { return names }
            guard FileManager.default.fileExists(atPath: path) else { throw .missing(path) }
            throw SourceFailure(path: path, reason: "cannot be listed", remedy: "let the service's user read it")
        },
        bytes: { path, limit throws(SourceFailure) in try read(path, limit: limit) }
    )

    /// Opens without blocking, so that a pipe in the place of a file holds nobody up.
    private static func read(_ path: String, limit: Int) throws(SourceFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SourceFailure(path: path, reason: "is not a regular file", remedy: "keep only files there, one for each key or document")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &buffer, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, &buffer, buffer.count)
            #else
                let count = Darwin.read(descriptor, &buffer, buffer.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else { throw .tooLarge(path) }
        }
    }

    private static func failure(_ path: String) -> SourceFailure {
        let code = errno
        if code == ENOENT || code == ENOTDIR { return .missing(path) }
        return SourceFailure(
            path: path, reason: "cannot be read: \(String(cString: strerror(code)))", remedy: "let the service's user read it")
    }
}
