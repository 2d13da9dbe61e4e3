import Foundation
import HTTPTypes
import HotConfig
import Hummingbird
import ProductAPI
import ServiceKit

/// What everybody may read: `GET /api/products`, `/api/products/{handle}` and `/api/categories`.
struct CatalogRoutes: Sendable {
    let answers: CatalogAnswers
    let config: HotConfig<ProductConfig>
    let now: @Sendable () -> Date

    func add(to group: RouterGroup<ShopRequestContext>) {
        group.get("api/products") { request, _ in
            let settings = config.current.value
            return try await respond(to: request, .page(ProductQuery(request, pageSize: settings.pageSize)), settings)
        }
        group.get("api/products/{handle}") { request, context in
            let handle = try context.pathText("handle")
            return try await respond(to: request, .product(handle: handle), config.current.value)
        }
        group.get("api/categories") { request, _ in
            try await respond(to: request, .categories, config.current.value)
        }
    }

    private func respond(to request: Request, _ question: CatalogQuestion, _ settings: ProductConfig) async throws -> Response {
        guard let answer = try await answers.answer(to: question, settings) else { throw Problem.notFound("product") }
        var headers = HTTPFields()
        headers[.eTag] = answer.entityTag
        headers[.cacheControl] = Self.cacheControl(settings.cacheTTL)
        headers[.age] = String(max(0, Int(now().timeIntervalSince(answer.loadedAt))))
        guard !request.matchesETag(answer.entityTag) else { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.contentLength] = String(answer.body.readableBytes)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: answer.body))
    }

    /// Browsers and proxies keep an answer no longer than we do: `Age` is counted from when the database was asked.
    private static func cacheControl(_ timeToLive: Duration) -> String {
        timeToLive >= .seconds(1) ? "public, max-age=\(timeToLive.components.seconds)" : "no-cache"
    }
}
