import NIOHTTP1

/// What Envoy says of an answer that it made itself, in the place of a service that gave none.
///
/// The mesh adds its response flags to such answers (`local_reply_config`, header `x-envoy-response-flags: %RESPONSE_FLAGS%`), and how
/// often it has tried (`include_attempt_count_in_response`, header `x-envoy-attempt-count`).
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage (RESPONSE_FLAGS).
struct MeshReply: Equatable {
    /// Flags of calls that never reached a service: no healthy upstream, no connection, no route, no cluster, overflow of a circuit
    /// breaker, rate limit, overload, a fault injected before the upstream.
    private static let unprocessed: Set<String> = ["UH", "UF", "NR", "NC", "UO", "RL", "OM", "FI"]
    /// Says nothing of the call itself: the retries are used up.
    private static let neutral: Set<String> = ["URX"]

    let flags: [String]
    /// Whether no try can have reached the service.
    let isUnprocessed: Bool

    /// Nil when the answer is the service's own.
    init?(_ headers: HTTPHeaders) {
        let flags = headers["x-envoy-response-flags"].flatMap { $0.split(separator: ",") }
            .map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty && $0 != "-" }
        let isOverloaded = headers.first(name: "x-envoy-overloaded") == "true"
        guard !flags.isEmpty || isOverloaded else { return nil }
        // The flags are those of the last try: after more than one nobody knows what an earlier try has done.
        let isOnlyTry = headers.first(name: "x-envoy-attempt-count").map { Int($0) ?? 2 } ?? 1 <= 1
        let reasons = flags.filter { !Self.neutral.contains($0) }
        self.flags = flags
        isUnprocessed = isOnlyTry && (reasons.isEmpty ? isOverloaded : reasons.allSatisfy(Self.unprocessed.contains))
    }
}
