/// What came of one request.
package enum Answer: Sendable, Equatable {
    package struct Response: Sendable, Equatable {
        package var status: Int
        package var retryAfter: Duration?
        package var entityTag: String?
        /// The problem's stable code, where the response is one.
        package var code: String?
        package var body: [UInt8]

        package init(status: Int, retryAfter: Duration? = nil, entityTag: String? = nil, code: String? = nil, body: [UInt8] = []) {
            self.status = status
            self.retryAfter = retryAfter
            self.entityTag = entityTag
            self.code = code
            self.body = body
        }
    }

    case response(Response)
    /// No response, for this reason. `isRefused` says that no connection was made, so that nothing can have been processed.
    case noResponse(reason: String, isRefused: Bool)
    /// The run was stopped.
    case cancelled
}

extension Answer {
    /// How a single request that got this answer counts.
    package var verdict: Verdict {
        switch self {
        case .cancelled: Verdict(outcome: .cancelled, label: "cancelled")
        case .noResponse(let reason, _): Verdict(outcome: .failed, label: reason)
        case .response(let response): Verdict(outcome: response.outcome, label: response.label)
        }
    }
}

extension Answer.Response {
    fileprivate var label: String { code.map { "\(status) \($0)" } ?? "\(status)" }

    fileprivate var outcome: Outcome {
        switch status {
        case 200..<300: .succeeded
        case 429 where retryAfter != nil, 503 where retryAfter != nil: .shed
        case 500...: .failed
        default: .refused
        }
    }
}
