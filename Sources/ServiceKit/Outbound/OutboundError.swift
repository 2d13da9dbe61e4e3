/// Why a call to another service has no answer. The kinds differ in what the caller may conclude.
package enum OutboundError: Error, Sendable, Equatable {
    /// Certainly not processed: refused, not sent, or turned away with 503 and `Retry-After`.
    case unavailable(service: String, reason: String, retryAfter: Duration?)
    /// It may have been processed or not: ask before you conclude anything.
    case outcomeUnknown(service: String, reason: String)
    /// A definite answer that this caller has no use for. `status` is the HTTP status.
    case unexpected(service: String, status: Int, code: String, detail: String)
}
