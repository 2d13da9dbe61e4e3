import HTTPTypes
import Hummingbird
import Metrics
import Synchronization

/// Sheds load with 503 and `Retry-After` once more requests are under way than the service can serve well.
final class AdmissionMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext

    private let limit: Mutex<AdaptiveLimit>
    private let priority: @Sendable (HTTPRequest) -> RequestPriority
    private let shed: Counter

    init(service: String, settings: AdaptiveLimit.Settings, priority: @escaping @Sendable (HTTPRequest) -> RequestPriority) {
        limit = Mutex(AdaptiveLimit(settings: settings))
        self.priority = priority
        shed = Counter(label: "souk_requests_shed_total", dimensions: [("service", service)])
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let priority = priority(request.head)
        guard limit.withLock({ $0.admit(priority) }) else {
            shed.increment()
            throw Problem.unavailable("The shop is very busy. Please try again in a moment.", retryAfter: .seconds(1), code: "overloaded")
        }
        let start = ContinuousClock.now
        do {
            let response = try await next(request, context)
            limit.withLock { $0.release(priority, latency: ContinuousClock.now - start) }
            return response
        } catch {
            limit.withLock { $0.release(priority, latency: error is CancellationError ? nil : ContinuousClock.now - start) }
            throw error
        }
    }
}
