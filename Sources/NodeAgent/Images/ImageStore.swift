import Crypto
import Dispatch
import Foundation
import Synchronization

/// The images of this machine: `souk:<tag>` is the binary `<tag>/souk` in a folder.
package final class ImageStore: Sendable {
    /// One content of a file, as far as the file system tells.
    private struct Version: Hashable, Sendable {
        let path: String
        let inode: UInt64
        let size: UInt64
        let modified: Date
    }

    private let folder: String
    private let queue = DispatchQueue(label: "souk.image-hashes", qos: .utility)
    private let hashes = Mutex<[Version: String]>([:])

    package init(folder: String) { self.folder = folder }

    /// The binary of an image.
    package func binary(of image: String) throws(StartFailure) -> String {
        let parts = image.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.first == "souk", parts.count <= 2 else {
            throw .image(
                "\(image) cannot be had: a local node runs only souk:<tag>, a binary that was added by 'souk image add TAG [BINARY]'")
        }
        let tag = parts.count == 2 ? String(parts[1]) : "latest"
        guard !tag.isEmpty, !tag.contains("/"), tag != "..", tag != "." else { throw .image("\(image) has no valid tag") }
        let path = "\(folder)/\(tag)/souk"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw .image("\(image) is not there: add it by 'souk image add \(tag) [BINARY]'")
        }
        return path
    }

    /// `sha256:…` of the file at `path`, which is read once for each content; nil when it cannot be read.
    package func hash(ofBinary path: String) async -> String? {
        guard let version = version(of: path) else { return nil }
        if let known = hashes.withLock({ $0[version] }) { return known }
        // One after another, and beside what serves: many pods that start at once wait for the same hash.
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.read(version)) }
        }
    }

    private func read(_ version: Version) -> String? {
        if let known = hashes.withLock({ $0[version] }) { return known }
        guard let file = FileHandle(forReadingAtPath: version.path) else { return nil }
        defer { try? file.close() }
        var hasher = SHA256()
        while let chunk = try? file.read(upToCount: 1 << 20), !chunk.isEmpty { hasher.update(data: chunk) }
        let digits = hasher.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
        let hash = "sha256:" + digits.joined()
        hashes.withLock { $0[version] = hash }
        return hash
    }

    private func version(of path: String) -> Version? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real),
            let modified = attributes[.modificationDate] as? Date,
            let size = attributes[.size] as? NSNumber, let inode = attributes[.systemFileNumber] as? NSNumber
        else { return nil }
        return Version(path: real, inode: inode.uint64Value, size: size.uint64Value, modified: modified)
    }
}
