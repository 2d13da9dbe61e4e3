import AsyncHTTPClient
import NIOCore
import NIOPosix

extension OutboundError {
    /// Sorts a transport error by whether the call can have reached the other side.
    init(transport error: any Error, service: String) {
        switch error {
        case is NIOConnectionError:
            self = .unavailable(service: service, reason: "connection refused", retryAfter: .seconds(1))
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            self = .unavailable(service: service, reason: "connection refused", retryAfter: .seconds(1))
        case let error as HTTPClientError where error == .connectTimeout || error == .getConnectionFromPoolTimeout:
            self = .unavailable(service: service, reason: "no connection in time", retryAfter: .seconds(1))
        case is CancellationError:
            self = .outcomeUnknown(service: service, reason: "the caller gave up")
        default:
            self = .outcomeUnknown(service: service, reason: "\(error)")
        }
    }

    /// Whether the call may be sent again.
    func mayRetry(_ call: OutboundCall) -> Bool {
        switch self {
        case .unavailable(_, "the deadline of the request has passed", _): false
        case .unavailable: true
        case .outcomeUnknown: call.isIdempotent
        case .unexpected: false
        }
    }

    /// Whether this speaks against the endpoint's health, so that its breaker should know.
    var isEndpointFault: Bool {
        switch self {
        case .unavailable, .outcomeUnknown: true
        case .unexpected: false
        }
    }
}
