package import AsyncHTTPClient
import HTTPTypes
package import Hummingbird
import NIOCore
import NIOHTTP1
import Synchronization

/// Hands a request on to another service and its answer back. Both stream; only a small body is held whole.
///
/// The caller's own headers go along, and with them its token; the request id and the trace become this hop's. Nothing is tried
/// again here: what may be repeated, the mesh repeats.
package final class RequestForwarder: Sendable {
    /// RFC 9110, section 7.6.1: these concern one connection and not the request.
    private static let hopHeaders: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade", "host", "content-length", "expect",
    ]

    /// Bodies up to this size, in bytes, are read before they are handed on.
    private static let smallBody = 64 << 10
    /// How long an answer waits for a body that the caller is still sending.
    private static let patience: Duration = .seconds(5)

    private let service: String
    private let baseURLs: [String]
    private let transport: OutboundTransport
    private let turn = Atomic<Int>(0)

    /// `baseURLs` are the addresses of `service`, such as `http://product-service`; requests go to them in turn.
    package init(service: String, baseURLs: [String], transport: OutboundTransport) {
        self.service = service
        self.baseURLs = baseURLs
        self.transport = transport
    }

    /// Hands requests on directly, never through a proxy.
    package convenience init(service: String, baseURLs: [String], http: HTTPClient) {
        self.init(service: service, baseURLs: baseURLs, transport: OutboundTransport(direct: http))
    }

    /// The service's answer, whatever its status. Throws ``OutboundError`` when there is none within `timeout`.
    package func forward(_ request: Request, context: ShopRequestContext, timeout: Duration) async throws -> Response {
        let route = transport.route(to: baseURLs[turn.wrappingAdd(1, ordering: .relaxed).oldValue % baseURLs.count])
        var outbound = outboundRequest(request, over: route, context: context, timeout: timeout)
        let length = request.headers[.contentLength].flatMap(Int64.init)
        guard length ?? (request.headers[.transferEncoding] == nil ? 0 : .max) > Self.smallBody else {
            if let length, length > 0 { outbound.body = .bytes(try await request.body.collect(upTo: Self.smallBody)) }
            return try await execute(outbound, over: route, timeout: timeout)
        }
        let body = RelayedBody(request.body)
        outbound.body = .stream(body, length: length.map { .known($0) } ?? .unknown)
        do {
            let response = try await execute(outbound, over: route, timeout: timeout)
            await body.close(within: Self.patience)
            return response
        } catch {
            await body.close()
            throw error
        }
    }

    private func execute(
        _ outbound: HTTPClientRequest, over route: OutboundTransport.Route, timeout: Duration
    ) async throws(OutboundError) -> Response {
        do {
            return response(from: try await route.http.execute(outbound, timeout: TimeAmount(timeout), logger: nil))
        } catch {
            throw OutboundFault(transport: error).error(of: service)
        }
    }

    private func outboundRequest(
        _ request: Request, over route: OutboundTransport.Route, context: ShopRequestContext, timeout: Duration
    ) -> HTTPClientRequest {
        var outbound = HTTPClientRequest(url: route.baseURL + (request.head.path ?? "/"))
        outbound.method = HTTPMethod(rawValue: request.method.rawValue)
        if let host = route.host { outbound.headers.add(name: "host", value: host) }
        for field in request.headers where !Self.hopHeaders.contains(field.name.canonicalName) {
            outbound.headers.add(name: field.name.rawName, value: field.value)
        }
        outbound.headers.carry(context.scope, timeout: timeout)
        return outbound
    }

    private func response(from answer: HTTPClientResponse) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers where !Self.hopHeaders.contains(name.lowercased()) {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        let length = answer.headers.first(name: "content-length").flatMap(Int.init)
        let body: ResponseBody
        if length == 0 {
            body = ResponseBody()
        } else {
            body = ResponseBody(contentLength: length) { writer in
                for try await buffer in answer.body { try await writer.write(buffer) }
                try await writer.finish(nil)
            }
        }
        return Response(status: HTTPResponse.Status(code: Int(answer.status.code)), headers: headers, body: body)
    }
}
