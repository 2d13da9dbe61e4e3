/// What came of a run.
package struct LoadResult: Codable, Sendable, Equatable {
    /// What came of one kind of call.
    package struct OperationResult: Codable, Sendable, Equatable {
        /// Calls that have come to an end; an order counts once, however often it was sent.
        package var finished: Int
        package var outcomes: [Outcome: Int]
        /// The same by what exactly they were: `201`, `409 out_of_stock`, `connection reset`.
        package var labels: [String: Int]
        /// Repetitions of orders by what made them necessary; the answers in between count nowhere else.
        package var repeated: [String: Int]
        package var latency: LatencySummary
    }

    /// Arrivals that the plan had.
    package var scheduled: Int
    /// Arrivals that were let in.
    package var started: Int
    /// Arrivals that were turned away here, because too many were in flight.
    package var dropped: Int
    /// Whether the run was stopped before its time.
    package var isInterrupted: Bool
    /// From the first arrival to the last answer, in milliseconds.
    package var elapsedMilliseconds: Int
    package var operations: [Operation: OperationResult]
    /// All kinds of calls together.
    package var total: OperationResult
    /// Calls that went to another target because one refused the connection.
    package var failovers: Int
    /// Orders that the shop said are confirmed.
    package var acknowledged: Int
    /// The first calls that failed or were put off.
    package var incidents: [Incident]

    /// Transport errors and 5xx, except a 503 with `Retry-After`.
    package var failed: Int { total.outcomes[.failed] ?? 0 }
    /// Calls that the shop put off.
    package var shed: Int { total.outcomes[.shed] ?? 0 }
    package var repetitions: Int { total.repeated.values.reduce(0, +) }

    private enum CodingKeys: String, CodingKey {
        case scheduled, started, dropped, isInterrupted, elapsedMilliseconds, operations, total, failovers, acknowledged, incidents
    }
}
