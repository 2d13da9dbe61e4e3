import Foundation

/// Reads one log from where it is asked to, and follows it.
package actor LogCursor {
    private static let chunk = 64 << 10

    private let log: ContainerLog
    private let options: ContainerLogOptions
    private let isLive: @Sendable () -> Bool
    private let clock: NodeClock
    private let interval: Duration
    /// The offset of the next byte to read.
    private var offset: Int
    /// The beginning of a line whose end was not read yet.
    private var partial: [UInt8] = []
    private var isPastSince: Bool
    private var remaining: Int
    private var follower: ContainerLog.Follower?

    /// - Parameter isLive: Whether the run still goes on, so that more may come.
    package init(
        log: ContainerLog, options: ContainerLogOptions, isLive: @escaping @Sendable () -> Bool, clock: NodeClock, interval: Duration
    ) throws {
        self.log = log
        self.options = options
        self.isLive = isLive
        self.clock = clock
        self.interval = interval
        follower = options.follow ? ContainerLog.Follower(log) : nil
        isPastSince = options.since == nil
        remaining = options.limitBytes ?? .max
        offset = try options.tail.map { try Self.beginning(ofLast: $0, in: log) } ?? log.start
    }

    /// The next piece; nil at the end.
    package func next() async throws -> [UInt8]? {
        let piece = try await nextPiece()
        if piece == nil { follower = nil }
        return piece
    }

    private func nextPiece() async throws -> [UInt8]? {
        while remaining > 0 {
            // Asked before reading: what the run wrote before it ended is then read for certain.
            let mayGrow = options.follow && isLive()
            let read = try log.read(from: offset, limit: Self.chunk)
            let bytes = read.offset > offset ? skipToLine(read.bytes) : read.bytes
            offset = read.offset + read.bytes.count
            let piece = take(bytes, isLast: read.bytes.isEmpty && !mayGrow)
            if !piece.isEmpty {
                remaining -= piece.count
                return piece
            }
            guard read.bytes.isEmpty else { continue }
            guard mayGrow else { return nil }
            try await clock.sleep(interval)
        }
        return nil
    }

    /// The log was cut before all of it was read: it goes on with the next whole line.
    private func skipToLine(_ bytes: [UInt8]) -> [UInt8] {
        partial = []
        return bytes.firstIndex(of: UInt8(ascii: "\n")).map { Array(bytes[($0 + 1)...]) } ?? []
    }

    private func take(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        guard options.timestamps || !isPastSince else { return takeWholeLines(bytes, isLast: isLast) }
        partial += bytes
        var output: [UInt8] = []
        var lineOffset = offset - partial.count
        while let end = partial.firstIndex(of: UInt8(ascii: "\n")) ?? (isLast && !partial.isEmpty ? partial.endIndex - 1 : nil) {
            let line = partial[...end]
            output += show(line, at: lineOffset)
            lineOffset += line.count
            partial = Array(partial[(end + 1)...])
        }
        return Array(output.prefix(remaining))
    }

    /// Only whole lines are told, unless one is very long or the last.
    private func takeWholeLines(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        partial += bytes
        let wholeLines = (partial.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let tellsAll = isLast || (wholeLines == 0 && partial.count > LogLine.lengthLimit)
        let count = tellsAll ? partial.count : wholeLines
        let output = Array(partial.prefix(min(count, remaining)))
        partial.removeFirst(count)
        return output
    }

    private func show(_ line: ArraySlice<UInt8>, at lineOffset: Int) -> [UInt8] {
        let time = LogLine.ownTime(of: line) ?? log.time(of: lineOffset) ?? clock.now()
        if let since = options.since, !isPastSince {
            guard time >= since else { return [] }
            isPastSince = true
        }
        return options.timestamps ? LogLine.prefix(time) + line : Array(line)
    }

    /// The offset at which the last `count` lines begin.
    private static func beginning(ofLast count: Int, in log: ContainerLog) throws -> Int {
        let (start, end) = (log.start, log.end)
        guard count > 0 else { return end }
        var missing = count
        var position = end
        while position > start {
            let begin = max(start, position - chunk)
            let bytes = try read(log, from: begin, to: position)
            for index in bytes.indices.reversed() where bytes[index] == UInt8(ascii: "\n") && begin + index < end - 1 {
                missing -= 1
                if missing == 0 { return begin + index + 1 }
            }
            position = begin
        }
        return start
    }

    /// All bytes of the range, which may lie in several files.
    private static func read(_ log: ContainerLog, from begin: Int, to end: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while begin + bytes.count < end {
            let part = try log.read(from: begin + bytes.count, limit: end - begin - bytes.count)
            if part.bytes.isEmpty { break }
            bytes += part.bytes
        }
        return bytes
    }
}
