import AsyncHTTPClient
import KubeModel
import NIOCore
import NIOPosix
import NIOSSL

/// Why a request brought no answer.
struct TransportFault: Error {
    let outcome: RetryPolicy.Outcome
    let reason: String
    let remedy: String

    init(_ error: any Error, config: KubeConfig) {
        let usual = "check that it runs and that its address is right in \(config.origin)"
        switch error {
        case let error as NIOConnectionError:
            let refused = error.connectionErrors.contains { ($0.error as? IOError)?.errnoCode == ECONNREFUSED }
            (outcome, reason, remedy) = (.notSent, refused ? "connection refused" : "no connection: \(error)", usual)
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            (outcome, reason, remedy) = (.notSent, "connection refused", usual)
        case let error as HTTPClientError where error == .connectTimeout || error == .getConnectionFromPoolTimeout:
            (outcome, reason, remedy) = (.notSent, "no connection in time", usual)
        case let error as HTTPClientError where error == .deadlineExceeded:
            (outcome, reason, remedy) = (.lost, "no answer in time", "try again; it may be overloaded or stopped")
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            (outcome, reason) = (.notSent, "its TLS certificate is not accepted: \(error)")
            remedy = "check that the certificate authority in \(config.origin) is the server's"
        case let error as KubeConfigFault:
            (outcome, reason, remedy) = (.answered(status: 0, retryAfter: nil), "\(error)", "mend it")
        default:
            (outcome, reason, remedy) = (.lost, "the connection broke: \(error)", usual)
        }
    }

    func error(_ server: String) -> StatusError {
        StatusError(code: 0, reason: .unknown, message: "the API server at \(server) cannot be used: \(reason); \(remedy)")
    }
}
