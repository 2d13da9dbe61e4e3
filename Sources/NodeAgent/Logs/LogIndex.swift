package import Foundation

/// Where in the stream of one run's output its files begin, and about when which byte was written. Offsets count from the first byte of
/// the run, also after that byte is gone.
package struct LogIndex: Codable, Sendable, Equatable {
    /// The last offset that was seen by a time.
    package struct Mark: Codable, Sendable, Equatable {
        package let end: Int
        package let time: Date
    }

    /// How many marks are kept: older ones are thinned out.
    package static let markLimit = 512

    /// The offset of the first byte of the file that is written to.
    private(set) var base = 0
    /// The lengths of the older files, the latest first.
    private(set) var archives: [Int] = []
    private(set) var marks: [Mark] = []

    /// The offset of the oldest byte that is still there.
    package var start: Int { base - archives.reduce(0, +) }

    /// Notes that the file was `length` bytes long at `now`. Says whether that is news.
    package mutating func note(length: Int, at now: Date) -> Bool {
        let end = base + length
        guard end > (marks.last?.end ?? 0) else { return false }
        marks.append(Mark(end: end, time: now))
        if marks.count > Self.markLimit {
            let recent = marks.suffix(Self.markLimit / 2)
            let older = marks.dropLast(Self.markLimit / 2).enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            marks = older + recent
        }
        return true
    }

    /// The first `length` bytes of the file have become an older file of their own, of which no more than `limit` are kept.
    package mutating func rotate(length: Int, keeping limit: Int) {
        base += length
        archives = Array(([length] + archives).prefix(limit))
        let start = start
        marks.removeAll { $0.end <= start }
    }

    /// By when the byte at `offset` had been written; nil when that has not been noted yet.
    package func time(of offset: Int) -> Date? {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low < marks.count ? marks[low].time : nil
    }
}
