package import Foundation
import ProcessControl
import Synchronization

/// What one run of a container has written: a file that its process appends to, and older files beside it.
///
/// When the file has grown too large, its beginning becomes an older file. Where the file system can cut a beginning off, nothing is
/// lost; elsewhere the file is emptied, and what is written between the copy and that is lost.
package final class ContainerLog: Sendable {
    package static let sizeLimit = 10 << 20
    /// The older files that are kept.
    package static let archiveLimit = 2

    package let path: String
    private let sizeLimit: Int
    private let index: Mutex<LogIndex>
    private let followers = Mutex(0)

    package init(path: String, sizeLimit: Int = ContainerLog.sizeLimit) {
        self.path = path
        self.sizeLimit = sizeLimit
        let stored = FileManager.default.contents(atPath: path + ".index").flatMap { try? JSONDecoder().decode(LogIndex.self, from: $0) }
        index = Mutex(stored ?? LogIndex())
    }

    /// The offset of the oldest byte that can be read.
    package var start: Int { index.withLock(\.start) }
    /// The offset after the last byte.
    package var end: Int { index.withLock { $0.base + length } }

    /// Whether somebody is still to read it to its end.
    package var isFollowed: Bool { followers.withLock { $0 > 0 } }

    /// By when the byte at `offset` had been written, to about the interval of ``observe(at:)``; nil when that is not known yet.
    package func time(of offset: Int) -> Date? { index.withLock { $0.time(of: offset) } }

    private var length: Int { Self.size(of: path) }

    /// Notes how much there is now, and cuts off what is too much.
    package func observe(at now: Date) throws {
        try index.withLock { index in
            let length = length
            var isNews = index.note(length: length, at: now)
            if length > sizeLimit {
                try rotate(&index, length: length)
                isNews = true
            }
            if isNews { try DurableFile.replace(path + ".index", with: try JSONEncoder().encode(index), isSynced: false) }
        }
    }

    /// Bytes from `offset` on, or from the oldest there are; `offset` of the answer is where they begin.
    package func read(from offset: Int, limit: Int) throws -> (offset: Int, bytes: [UInt8]) {
        try index.withLock { index in
            let offset = max(offset, index.start)
            if offset >= index.base { return (offset, try Self.read(path, from: offset - index.base, limit: limit)) }
            var begin = index.base
            for (number, length) in index.archives.enumerated() {
                begin -= length
                guard offset >= begin else { continue }
                let most = min(limit, begin + length - offset)
                return (offset, try Self.read("\(path).\(number + 1)", from: offset - begin, limit: most))
            }
            return (index.base, [])
        }
    }

    private func rotate(_ index: inout LogIndex, length: Int) throws {
        let manager = FileManager.default
        for number in stride(from: Self.archiveLimit, through: 1, by: -1) {
            let older = "\(path).\(number)"
            if number == Self.archiveLimit { try? manager.removeItem(atPath: older) }
            let newer = number == 1 ? nil : "\(path).\(number - 1)"
            if let newer, manager.fileExists(atPath: newer) { try manager.moveItem(atPath: newer, toPath: older) }
        }
        let cut = try LogCutting.moveBeginning(of: path, to: path + ".1", length: length)
        index.rotate(length: cut, keeping: Self.archiveLimit)
    }

    /// Says, as long as it is kept, that its holder reads a log to the end.
    package final class Follower: Sendable {
        private let log: ContainerLog

        package init(_ log: ContainerLog) {
            self.log = log
            log.followers.withLock { $0 += 1 }
        }

        deinit { log.followers.withLock { $0 -= 1 } }
    }

    private static func size(of path: String) -> Int {
        var info = stat()
        return stat(path, &info) == 0 ? Int(info.st_size) : 0
    }

    private static func read(_ path: String, from offset: Int, limit: Int) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(offset))
        return Array(try file.read(upToCount: limit) ?? Data())
    }
}
