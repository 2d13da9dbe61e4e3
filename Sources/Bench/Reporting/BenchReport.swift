import Foundation

/// All ratios and figures of one run.
struct BenchReport: Codable, Sendable {
    let conditions: Conditions
    let rounds: Int
    let comparisons: [Comparison]
    let figures: [Figure]

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try (encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic)
    }
}
