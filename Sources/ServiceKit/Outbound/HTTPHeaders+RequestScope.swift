import NIOHTTP1
import Telemetry

extension HTTPHeaders {
    /// Says on the next hop to which request it belongs and how long the caller waits.
    mutating func carry(_ scope: RequestScope?, timeout: Duration) {
        replaceOrAdd(name: HeaderName.timeout, value: String(Swift.max(1, Int(timeout.inSeconds * 1000))))
        guard let scope else { return }
        let hop = scope.trace.child()
        replaceOrAdd(name: HeaderName.requestID, value: scope.requestID)
        replaceOrAdd(name: "traceparent", value: hop.traceparent)
        if !hop.state.isEmpty { replaceOrAdd(name: "tracestate", value: hop.state) }
    }
}
