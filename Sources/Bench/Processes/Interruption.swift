import UnixSignals

/// Ctrl-C during a measurement.
enum Interruption {
    /// Runs `body`, and cancels it at the first SIGINT or SIGTERM, so that it ends the processes it started.
    static func untilSignal<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() ?? nil else { throw BenchFailure("Interrupted; nothing was written.") }
            return result
        }
    }
}
