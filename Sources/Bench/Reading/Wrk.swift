import Foundation

/// The load generator `wrk`: one thread, which leaves the other core to the server, and connections that are kept alive.
struct Wrk: Sendable {
    let connections: Int
    /// Where its script and its output go.
    let folder: String

    /// Keeps every connection busy with one request after another. `script` is Lua that makes the requests, if they are not plain GETs.
    func run(_ url: String, seconds: Int, script: String = "") async throws -> WrkResult {
        let name = "\(folder)/wrk-\(UUID().uuidString.prefix(8))"
        try (script + Self.reporting).write(toFile: name + ".lua", atomically: true, encoding: .utf8)
        let arguments = ["-t", "1", "-c", "\(connections)", "-d", "\(seconds)s", "--timeout", "10s", "-s", name + ".lua", url]
        return try await ChildProcess.withProcess("wrk", arguments, log: name + ".log") { process in
            try await process.waitForSuccess(within: .seconds(seconds + 30))
            return try WrkResult(output: process.output)
        }
    }

    /// Prints the result as one line of JSON.
    private static let reporting = """

        function done(summary, latency, requests)
            local errors = summary.errors
            io.write(string.format('\\n{"answers":%d,"microseconds":%d,"refused":%d,"broken":%d,"median":%d,"p99":%d}\\n',
                summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
                latency:percentile(50), latency:percentile(99)))
        end
        """
}
