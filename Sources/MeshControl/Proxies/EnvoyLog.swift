import Foundation

/// Finds in an Envoy's log why it refused a configuration, as its statistics only count that it did, or why it ended.
package enum EnvoyLog {
    private static let marks = ["Filesystem config update rejected: ", "Filesystem config update failure: "]
    /// The most that is read of a log's end, in bytes.
    private static let limit: UInt64 = 256 * 1_024

    /// The last refusal in the log at `path`; nil when it tells of none.
    package static func lastRefusal(in path: String) -> String? { end(of: path).flatMap(refusal) }

    /// Why the proxy that wrote the log at `path` ended; nil when it does not say.
    package static func lastCause(in path: String) -> String? { end(of: path).flatMap(cause) }

    /// The first line of the last critical entry, such as that an address is in use.
    package static func cause(in text: String) -> String? {
        let line = text.split(separator: "\n").last { $0.hasPrefix("[20") && $0.contains("[critical]") }
        guard let line, let error = line.range(of: "error `") else { return nil }
        return String(line[error.upperBound...].prefix { $0 != "`" })
    }

    private static func end(of path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let end = try? file.seekToEnd(), (try? file.seek(toOffset: end > limit ? end - limit : 0)) != nil,
            let data = try? file.readToEnd()
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// One entry may have many lines: Envoy prints the whole message before what is wrong with it.
    package static func refusal(in text: String) -> String? {
        let starts = marks.compactMap { text.range(of: $0, options: .backwards) }
        guard let start = starts.max(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
        let lines = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        let entry = lines.prefix(1) + lines.dropFirst().prefix { !$0.hasPrefix("[20") }
        let reason = entry.last { $0.hasPrefix(": ") }.map { $0.dropFirst(2) } ?? entry.first ?? ""
        return reason.split(separator: " ").joined(separator: " ")
    }
}
