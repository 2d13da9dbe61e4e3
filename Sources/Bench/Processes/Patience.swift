/// Waits for something that no single process tells of.
enum Patience {
    /// Asks again and again until `condition` holds. Throws ``BenchFailure`` with `failure`, which says what is not so, when it does not in
    /// time.
    static func wait(
        orFail failure: String, within limit: Duration = .seconds(60), every interval: Duration = .milliseconds(10),
        until condition: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !condition() {
            guard ContinuousClock.now < deadline else { throw BenchFailure("\(failure) after \(limit).") }
            try await Task.sleep(for: interval)
        }
    }
}
