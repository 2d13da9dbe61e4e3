import HTTPTypes
import Storage

extension Problem {
    package static func notFound(_ what: String) -> Problem {
        Problem(.notFound, "not_found", "There is no such \(what).")
    }

    package static func validation(_ errors: [FieldError]) -> Problem {
        let fields = errors.map(\.field).joined(separator: ", ")
        return Problem(.unprocessableContent, "validation_failed", "Some fields are not as they must be: \(fields).", errors: errors)
    }

    package static func unauthenticated() -> Problem {
        Problem(.unauthorized, "unauthenticated", "Send a valid token as Authorization: Bearer TOKEN.")
    }

    package static func forbidden() -> Problem {
        Problem(.forbidden, "forbidden", "This token does not allow that.")
    }

    package static func unavailable(_ detail: String, retryAfter: Duration, code: String = "unavailable") -> Problem {
        Problem(.serviceUnavailable, code, detail, retryAfter: retryAfter)
    }

    package static func conflict(_ code: String, _ detail: String) -> Problem {
        Problem(.conflict, code, detail)
    }

    package static func preconditionFailed(_ detail: String) -> Problem {
        Problem(.preconditionFailed, "precondition_failed", detail)
    }

    static func contentTooLarge(limit: Int) -> Problem {
        Problem(.contentTooLarge, "content_too_large", "The body is larger than the \(limit) bytes allowed here.")
    }

    /// The problem that a thrown error stands for. Anything unknown becomes a 500 that tells nothing.
    init(describing error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as OutboundError: self.init(outbound: error)
        case let error as DecodingError: self.init(decoding: error)
        case DatabaseError.unavailable:
            self = .unavailable("The database is not available at the moment.", retryAfter: .seconds(1))
        default: self.init(.internalServerError, "internal", "Something went wrong on our side. The request id finds it in the logs.")
        }
    }

    private init(outbound error: OutboundError) {
        switch error {
        case .unavailable(let service, _, let retryAfter):
            self = .unavailable("\(service) is not available at the moment.", retryAfter: retryAfter ?? .seconds(1))
        case .outcomeUnknown(let service, _):
            self = .unavailable("\(service) did not answer in time.", retryAfter: .seconds(1))
        case .unexpected:
            self.init(.badGateway, "bad_gateway", "Another service gave an answer that was not expected.")
        }
    }
}
