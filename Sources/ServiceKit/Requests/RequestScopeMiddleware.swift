import HTTPTypes
import Hummingbird
import Logging
import Telemetry

/// Gives each request its id, its trace and its deadline, in the context and in the task, and the id to the client.
struct RequestScopeMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext
    let settings: HostSettings

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let scope = Self.scope(of: request.headers, settings: settings)
        var context = context
        context.scope = scope
        context.maxUploadSize = settings.bodyLimit
        context.logger[metadataKey: "request.id"] = "\(scope.requestID)"
        context.logger[metadataKey: "trace.id"] = "\(scope.trace.traceID)"
        var response = try await RequestScope.$current.withValue(scope) { try await next(request, context) }
        response.headers[.requestID] = scope.requestID
        return response
    }

    private static func scope(of headers: HTTPFields, settings: HostSettings) -> RequestScope {
        let incoming = headers[.traceParent].flatMap { TraceContext(traceparent: $0, tracestate: headers[.traceState]) }
        let trace = incoming?.child() ?? .root()
        let requestID = headers[.requestID].flatMap { isAcceptable($0) ? $0 : nil } ?? trace.traceID
        let asked = headers[.requestTimeout].flatMap(Int.init).flatMap { $0 > 0 ? Duration.milliseconds(min($0, 3_600_000)) : nil }
        let timeout = min(asked ?? settings.requestTimeout, settings.requestTimeout)
        return RequestScope(requestID: requestID, trace: trace, deadline: .after(timeout))
    }

    /// A request id is the sender's text in our logs, so it is short and plain.
    private static func isAcceptable(_ requestID: String) -> Bool {
        (1...128).contains(requestID.utf8.count) && requestID.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
