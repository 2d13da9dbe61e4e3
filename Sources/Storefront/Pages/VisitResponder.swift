import Logging
import HTTPTypes
import HotConfig
import Hummingbird
import ServiceKit

/// What surrounds every page: one config snapshot, the check of a form's origin, security headers, and pages for errors.
struct VisitResponder: Sendable {
    let config: HotConfig<StorefrontConfig>
    let library: PageLibrary
    let assets: AssetCatalog

    /// The route handler for a page.
    func callAsFunction(
        _ page: @escaping @Sendable (Visit) async throws -> Response
    ) -> @Sendable (Request, ShopRequestContext) async throws -> Response {
        { request, context in
            let visit = Visit(
                settings: config.current.value, request: request, context: context, library: library, assets: assets)
            var response = try await respond(to: visit, with: page)
            SecurityHeaders.apply(to: &response.headers)
            return response
        }
    }

    private func respond(to visit: Visit, with page: @Sendable (Visit) async throws -> Response) async throws -> Response {
        do {
            if visit.request.method == .post { try SameOriginCheck.require(visit.request) }
            return try await page(visit)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let page = ErrorPage(error, visit: visit)
            if page.isOurFault {
                visit.context.logger.error("Page failed", metadata: ["error": "\(error)", "path": "\(visit.request.uri.path)"])
            }
            return page.response(to: visit)
        }
    }
}
