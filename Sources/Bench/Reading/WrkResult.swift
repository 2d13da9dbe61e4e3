import Foundation

/// What `wrk` counted.
struct WrkResult: Decodable, Sendable {
    let answers: Int
    let microseconds: Int
    /// Answers with a status of 400 and above.
    let refused: Int
    /// Requests without an answer.
    let broken: Int
    /// Latencies in microseconds.
    let median: Int
    let p99: Int

    var answersPerSecond: Double { microseconds > 0 ? Double(answers) * 1_000_000 / Double(microseconds) : 0 }

    /// Reads the line that the script of ``Wrk`` printed.
    init(output: String) throws {
        guard let line = output.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
            throw BenchFailure("wrk printed no result: \(output.suffix(1_000))")
        }
        self = try JSONDecoder().decode(WrkResult.self, from: Data(line.utf8))
    }
}
