/// Polls `condition` until it holds; throws ``NeverHeld`` if it does not within the time, and whatever the condition throws at once.
/// For what happens in other processes, files or threads; whatever has an injected clock needs no polling.
package func eventually(
    within limit: Duration = .seconds(10), isolation: isolated (any Actor)? = #isolation, file: StaticString = #fileID, line: Int = #line,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHeld(place: "\(file):\(line)", limit: limit) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// A condition that did not come to hold in time.
package struct NeverHeld: Error, CustomStringConvertible {
    package let place: String
    package let limit: Duration

    package var description: String { "the condition at \(place) did not hold within \(limit)" }
}
