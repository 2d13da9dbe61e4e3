import Foundation
import NIOCore
import NIOPosix

/// Says why a connection failed, in a line that an operator can use.
package enum ProbeFault {
    package static func text(_ error: any Error, host: String, port: Int, timeout: Double) -> String {
        let peer = "\(host):\(port)"
        switch error {
        case let error as NIOConnectionError:
            guard let first = error.connectionErrors.first else { return "dial tcp \(peer): no such host" }
            return text(first.error, host: host, port: port, timeout: timeout)
        case ChannelError.connectTimeout:
            return "dial tcp \(peer): no answer within \(timeout) s"
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            return "dial tcp \(peer): connect: connection refused"
        case let error as IOError:
            return "\(peer): \(String(cString: strerror(error.errnoCode)))"
        case let error as HTTPProbeError:
            return "\(peer): \(error)"
        default:
            return "\(peer): \(error)"
        }
    }
}

/// What an HTTP server did that is no answer.
package enum HTTPProbeError: Error, CustomStringConvertible {
    case timedOut(seconds: Double)
    case closed
    case notHTTP

    package var description: String {
        switch self {
        case .timedOut(let seconds): "no answer within \(seconds) s"
        case .closed: "the connection was closed without an answer"
        case .notHTTP: "the answer is not HTTP"
        }
    }
}
