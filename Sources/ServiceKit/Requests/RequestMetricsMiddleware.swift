import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Synchronization

/// Counts and times requests by route, method and status, and logs each at debug level.
final class RequestMetricsMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext

    private struct Key: Hashable {
        var route: String
        var method: String
        var status: Int
    }

    private struct Instruments {
        let requests: Counter
        let duration: Timer
    }

    private let instruments = Mutex<[Key: Instruments]>([:])

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        let key = Key(
            route: context.endpointPath ?? "unmatched", method: Self.boundedMethod(request.method), status: response.status.code)
        let instruments = instruments(for: key)
        instruments.requests.increment()
        instruments.duration.recordNanoseconds(Int64(elapsed.inSeconds * 1e9))
        context.logger.debug(
            "Request served",
            metadata: [
                "method": "\(key.method)", "path": "\(request.uri.path)", "status": "\(key.status)", "duration": "\(elapsed)",
            ])
        return response
    }

    private func instruments(for key: Key) -> Instruments {
        instruments.withLock { instruments in
            if let known = instruments[key] { return known }
            let dimensions = [("route", key.route), ("method", key.method), ("status", String(key.status))]
            let fresh = Instruments(
                requests: Counter(label: "souk_http_requests_total", dimensions: dimensions),
                duration: Timer(label: "souk_http_request_duration_seconds", dimensions: dimensions))
            instruments[key] = fresh
            return fresh
        }
    }

    /// A client may invent methods; a label must not.
    private static func boundedMethod(_ method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .head, .post, .put, .delete, .patch, .options: method.rawValue
        default: "OTHER"
        }
    }
}
