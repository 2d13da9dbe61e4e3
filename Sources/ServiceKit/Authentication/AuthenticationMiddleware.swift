import HTTPTypes
import Hummingbird

/// Reads the bearer token into the context. It refuses nobody: each handler asks for what it needs.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext
    let tokens: TokenVerifier

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let token = Self.bearer(request.headers[.authorization]) else { return try await next(request, context) }
        var context = context
        context.bearer = token
        context.principal = await tokens.principal(of: token)
        return try await next(request, context)
    }

    /// The token of `Authorization: Bearer …`; the scheme in any case (RFC 9110, section 11.1).
    private static func bearer(_ header: String?) -> String? {
        guard let parts = header?.split(separator: " ", maxSplits: 1), parts.count == 2, parts[0].lowercased() == "bearer" else {
            return nil
        }
        return String(parts[1])
    }
}
