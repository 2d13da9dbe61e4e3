package import AsyncHTTPClient
import HTTPTypes
package import Logging
import Metrics
import NIOCore
import NIOHTTP1
import Synchronization
import Telemetry

/// Calls one other service: connection pool, timeout within the request's deadline, circuit breaker for each address,
/// retries of idempotent calls within a budget. The request id, the trace, the deadline and this service's token go along by themselves.
package final class OutboundClient: Sendable {
    private struct State {
        var endpoints: EndpointSet
        var budget = RetryBudget()
    }

    private static let maximumTries = 3
    /// The largest answer that is read, in bytes.
    private static let answerLimit = 16 * 1024 * 1024

    package let service: String
    private let token: String?
    private let transport: OutboundTransport
    private let logger: Logger
    private let state: Mutex<State>

    /// `baseURLs` are the addresses of `service`, such as `http://product-service`; calls go to them in turn.
    package init(service: String, baseURLs: [String], token: String?, transport: OutboundTransport, logger: Logger) {
        self.service = service
        self.token = token
        self.transport = transport
        self.logger = logger
        state = Mutex(State(endpoints: EndpointSet(baseURLs)))
    }

    /// Calls `service` directly, never through a proxy.
    package convenience init(service: String, baseURLs: [String], token: String?, http: HTTPClient, logger: Logger) {
        self.init(service: service, baseURLs: baseURLs, token: token, transport: OutboundTransport(direct: http), logger: logger)
    }

    /// Sends a call and returns its answer: any status below 500, or a 503 that the call reads. Throws ``OutboundError``.
    package func send(_ call: OutboundCall) async throws(OutboundError) -> OutboundResponse {
        state.withLock { $0.budget.recordCall() }
        var tried: Set<Int> = []
        // What an earlier try may have done, the refusal of a later one does not undo.
        var worst: OutboundFault?
        for attempt in 1...Self.maximumTries {
            guard let index = pickEndpoint(excluding: &tried) else { break }
            let baseURL = state.withLock { $0.endpoints.endpoints[index].baseURL }
            let route = transport.route(to: baseURL)
            let fault: OutboundFault
            do {
                var response = try await attemptOnce(call, over: route)
                state.withLock { $0.endpoints.report(index, isHealthy: true, at: .now) }
                response.followsUnknown = worst?.isUnknown ?? false
                return response
            } catch {
                fault = error
            }
            let isHealthy = fault.provesHealth(isProxied: route.isProxied)
            state.withLock { $0.endpoints.report(index, isHealthy: isHealthy, at: .now) }
            logger.debug("Outbound call failed", metadata: ["service": "\(service)", "attempt": "\(attempt)", "fault": "\(fault)"])
            if worst?.isUnknown != true { worst = fault }
            guard attempt < Self.maximumTries, fault.allowsRetry(of: call), worst?.allowsRetry(of: call) == true,
                await pauseBeforeRetry(attempt)
            else { break }
        }
        throw (worst ?? .notSent(reason: "no address answers")).error(of: service)
    }

    /// An endpoint that has not been tried, or once all have been, any. Nil when every breaker is open.
    private func pickEndpoint(excluding tried: inout Set<Int>) -> Int? {
        let index = state.withLock { [tried] state in
            state.endpoints.pick(at: .now, excluding: tried) ?? state.endpoints.pick(at: .now, excluding: [])
        }
        if let index { tried.insert(index) }
        return index
    }

    /// Waits a little, longer each time and never in step with others. False when the budget or the deadline does not allow a retry.
    private func pauseBeforeRetry(_ attempt: Int) async -> Bool {
        guard state.withLock({ $0.budget.withdraw() }) else { return false }
        let pause = Duration.milliseconds(Int.random(in: 2...10) << attempt)
        if let deadline = Deadline.current, deadline.remaining <= pause { return false }
        return (try? await Task.sleep(for: pause)) != nil
    }

    private func attemptOnce(_ call: OutboundCall, over route: OutboundTransport.Route) async throws(OutboundFault) -> OutboundResponse {
        let timeout = min(call.timeout, Deadline.current?.remaining ?? call.timeout)
        guard timeout > .zero else { throw .deadlinePassed }
        let response: HTTPClient.Response
        do {
            let request = try buildRequest(call, over: route, timeout: timeout)
            let collector = ResponseAccumulator(request: request, maxBodySize: Self.answerLimit)
            let task = route.http.execute(request: request, delegate: collector, deadline: .now() + TimeAmount(timeout))
            response = try await withTaskCancellationHandler(operation: task.get, onCancel: task.cancel)
        } catch {
            throw OutboundFault(transport: error)
        }
        return try interpret(response, to: call)
    }

    private func buildRequest(
        _ call: OutboundCall, over route: OutboundTransport.Route, timeout: Duration
    ) throws -> HTTPClient.Request {
        var request = try HTTPClient.Request(url: route.baseURL + call.path, method: HTTPMethod(rawValue: call.method.rawValue))
        if let host = route.host { request.headers.add(name: "host", value: host) }
        for field in call.headers { request.headers.add(name: field.name.rawName, value: field.value) }
        if let token, request.headers["authorization"].isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        request.headers.carry(RequestScope.current, timeout: timeout)
        if let body = call.body { request.body = .bytes(body) }
        return request
    }

    private func interpret(_ response: HTTPClient.Response, to call: OutboundCall) throws(OutboundFault) -> OutboundResponse {
        let status = Int(response.status.code)
        if status == 429 || status >= 500, let reply = MeshReply(response.headers) {
            let reason = "the mesh answered \(status) (\(reply.flags.joined(separator: ",")))"
            throw reply.isUnprocessed ? .notForwarded(reason: reason) : .unknown(reason: reason)
        }
        let isProblem = response.headers.first(name: "content-type") == "application/problem+json"
        let isRead = status == 503 && call.readsUnavailable && isProblem
        if !isRead, status == 503 || status == 429, let seconds = response.headers.first(name: "retry-after").flatMap(Int.init) {
            throw .turnedAway(status: status, retryAfter: .seconds(max(1, min(seconds, 60))))
        }
        guard status < 500 || isRead else { throw .unknown(reason: "answered \(status)") }
        var headers = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        return OutboundResponse(
            service: service, status: HTTPResponse.Status(code: status), headers: headers,
            body: response.body.map { Array($0.readableBytesView) } ?? [])
    }
}
