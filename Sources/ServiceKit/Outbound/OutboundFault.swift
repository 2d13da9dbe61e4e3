import AsyncHTTPClient
import NIOCore
import NIOPosix

/// What became of one try of a call that brought no answer.
enum OutboundFault: Error {
    /// No connection could be had, so nothing was sent.
    case notSent(reason: String)
    /// The mesh has answered for the service, which never got the call.
    case notForwarded(reason: String)
    /// The other side is there and has turned the call away unprocessed.
    case turnedAway(status: Int, retryAfter: Duration)
    /// Nobody waits any more.
    case deadlinePassed
    /// Sent, perhaps, and perhaps processed.
    case unknown(reason: String)

    /// Sorts a transport error by whether the call can have reached the other side.
    init(transport error: any Error) {
        switch error {
        case is NIOConnectionError: self = .notSent(reason: "connection refused")
        case let error as IOError where error.errnoCode == ECONNREFUSED: self = .notSent(reason: "connection refused")
        case let error as HTTPClientError where error == .connectTimeout || error == .getConnectionFromPoolTimeout:
            self = .notSent(reason: "no connection in time")
        case is CancellationError: self = .unknown(reason: "the caller gave up")
        default: self = .unknown(reason: "\(error)")
        }
    }

    func allowsRetry(of call: OutboundCall) -> Bool {
        switch self {
        case .notSent, .notForwarded, .turnedAway: true
        case .deadlinePassed: false
        case .unknown: call.isIdempotent
        }
    }

    /// What it says of the endpoint to its breaker; nil for nothing. One that turns calls away is alive.
    ///
    /// Through a proxy the endpoint is a name for all replicas, and the mesh ejects bad ones itself: what one of them did must not stop
    /// the calls to the others. Only a proxy that cannot be reached counts; one that answers for a service it cannot reach is alive.
    func provesHealth(isProxied: Bool) -> Bool? {
        switch self {
        case .notSent: false
        case .unknown: isProxied ? nil : false
        case .turnedAway: true
        case .notForwarded: isProxied ? true : nil
        case .deadlinePassed: nil
        }
    }

    /// What the caller may conclude.
    func error(of service: String) -> OutboundError {
        switch self {
        case .notSent(let reason), .notForwarded(let reason):
            .unavailable(service: service, reason: reason, retryAfter: .seconds(1))
        case .turnedAway(let status, let retryAfter):
            .unavailable(service: service, reason: "answered \(status)", retryAfter: retryAfter)
        case .deadlinePassed:
            .unavailable(service: service, reason: "the deadline of the request has passed", retryAfter: .seconds(1))
        case .unknown(let reason): .outcomeUnknown(service: service, reason: reason)
        }
    }

    var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }
}
