import HTTPTypes
import Hummingbird

/// While the process drains, asks every client to come back on another connection, where it will find another replica.
struct DrainMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext
    let state: DrainState

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if state.phase == .draining { response.headers[.connection] = "close" }
        return response
    }
}
