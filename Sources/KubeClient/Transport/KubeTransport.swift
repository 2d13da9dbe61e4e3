import AsyncHTTPClient
import KubeModel
import Logging
import NIOCore
import NIOHTTP1

/// Sends requests with the client's credential, and again where that is right.
struct KubeTransport: Sendable {
    let config: KubeConfig
    let settings: ClientSettings
    let http: HTTPClient
    let tokens: TokenSource
    let logger: Logger

    /// The answer to a request, whatever its status. Throws only when there is none.
    func send(_ request: APIRequest) async throws(StatusError) -> APIAnswer {
        let policy = RetryPolicy(maximumTries: settings.maximumTries, backoff: settings.backoff)
        var number = 0
        while true {
            number += 1
            let answer = await tryOnce(request)
            let outcome: RetryPolicy.Outcome =
                switch answer {
                case .success(let answer): .answered(status: answer.status, retryAfter: answer.retryAfter)
                case .failure(let fault): fault.outcome
                }
            let pause = policy.pause(after: outcome, try: number, isSafe: request.isSafe, random: .random(in: 0...1))
            guard let pause, !Task.isCancelled, (try? await Task.sleep(for: pause)) != nil else {
                return try self.answer(answer)
            }
            logger.debug("API request is tried again", metadata: ["path": "\(request.path)", "outcome": "\(outcome)"])
        }
    }

    private func answer(_ result: Result<APIAnswer, TransportFault>) throws(StatusError) -> APIAnswer {
        switch result {
        case .success(let answer):
            for warning in answer.warnings { logger.warning("API warns", metadata: ["warning": "\(warning)"]) }
            return answer
        case .failure(let fault): throw fault.error(config.server)
        }
    }

    /// One try; a second at once when the token was replaced meanwhile.
    private func tryOnce(_ request: APIRequest) async -> Result<APIAnswer, TransportFault> {
        do {
            let token = try tokens.token()
            let answer = try await exchange(request, token: token)
            guard answer.status == 401, tokens.isReplaced(token) else { return .success(answer) }
            return .success(try await exchange(request, token: try tokens.token()))
        } catch {
            return .failure(TransportFault(error, config: config))
        }
    }

    private func exchange(_ request: APIRequest, token: String?) async throws -> APIAnswer {
        let request = try httpRequest(request, token: token)
        let collector = ResponseAccumulator(request: request, maxBodySize: settings.answerLimit)
        let task = http.execute(request: request, delegate: collector, deadline: .now() + TimeAmount(settings.requestTimeout))
        let response = try await withTaskCancellationHandler(operation: task.get, onCancel: task.cancel)
        let body = response.body.map { Array($0.readableBytesView) } ?? []
        return APIAnswer(status: Int(response.status.code), headers: response.headers, body: body)
    }

    func httpRequest(_ request: APIRequest, token: String?) throws -> HTTPClient.Request {
        var headers = HTTPHeaders([("accept", request.accept), ("user-agent", "souk")])
        if let token { headers.add(name: "authorization", value: "Bearer \(token)") }
        if let contentType = request.contentType { headers.add(name: "content-type", value: contentType) }
        return try HTTPClient.Request(
            url: config.server + request.target, method: HTTPMethod(rawValue: request.method), headers: headers,
            body: request.body.map { .bytes($0) })
    }
}
