package import Foundation
import KubeModel

/// One line of a log, as far as its time is concerned.
package enum LogLine {
    /// The longest line that is looked into for its time, in bytes.
    package static let lengthLimit = 64 << 10

    /// The time that a JSON line tells itself, as those of the shop's services do; nil for any other.
    package static func ownTime(of line: some Collection<UInt8>) -> Date? {
        guard line.first == UInt8(ascii: "{"), line.count <= lengthLimit, let json = try? JSON(parsing: line) else { return nil }
        return (json["time"].string ?? json["timestamp"].string ?? json["ts"].string).flatMap(Date.init(kube:))
    }

    /// RFC 3339 with nanoseconds and a blank, as it stands before a line. Milliseconds are what is known.
    package static func prefix(_ time: Date) -> [UInt8] {
        let text = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        return Array("\(text.dropLast())000000Z ".utf8)
    }
}
