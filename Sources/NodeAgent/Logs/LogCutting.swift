import Foundation
import ProcessControl

/// Cuts the beginning off a file that others append to.
package enum LogCutting {
    private typealias Fallocate = @convention(c) (Int32, Int32, off_t, off_t) -> Int32
    /// `FALLOC_FL_COLLAPSE_RANGE` of <linux/falloc.h>.
    private static let collapse: Int32 = 0x08
    private static let block = 4_096

    // glibc declares it only beyond POSIX, so that Swift does not see it.
    private static let fallocate = dlsym(nil, "fallocate").map { unsafeBitCast($0, to: Fallocate.self) }

    /// Copies the first `length` bytes of `path` to `target` and takes them away, as many whole blocks as can be; says how many.
    package static func moveBeginning(of path: String, to target: String, length: Int) throws -> Int {
        let whole = length / block * block
        if whole > 0, let cut = try collapse(path, to: target, length: whole) { return cut }
        // The file system cannot: everything there is goes, and the file begins anew.
        try copy(path, to: target, length: nil)
        let copied = (try FileManager.default.attributesOfItem(atPath: target)[.size] as? NSNumber)?.intValue ?? 0
        guard truncate(path, 0) == 0 else {
            throw FileFailure(call: "truncate", path: path, reason: String(cString: strerror(errno)))
        }
        return copied
    }

    /// Nil when the file system cannot. A range that reaches the end of the file is refused, so one block less is taken then.
    private static func collapse(_ path: String, to target: String, length: Int) throws -> Int? {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0, let fallocate else { return nil }
        defer { close(file) }
        var info = stat()
        guard fstat(file, &info) == 0 else { return nil }
        let cut = Int(info.st_size) <= length ? length - block : length
        guard cut > 0 else { return nil }
        try copy(path, to: target, length: cut)
        return fallocate(file, collapse, 0, off_t(cut)) == 0 ? cut : nil
    }

    private static func copy(_ path: String, to target: String, length: Int?) throws {
        guard let source = FileHandle(forReadingAtPath: path) else { return }
        defer { try? source.close() }
        _ = FileManager.default.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o640])
        guard let copy = FileHandle(forWritingAtPath: target) else {
            throw FileFailure(call: "open", path: target, reason: String(cString: strerror(errno)))
        }
        defer { try? copy.close() }
        var rest = length ?? .max
        while rest > 0, let chunk = try source.read(upToCount: min(rest, 1 << 20)), !chunk.isEmpty {
            try copy.write(contentsOf: chunk)
            rest -= chunk.count
        }
    }
}
