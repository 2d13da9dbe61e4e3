import HTTPTypes
import Hummingbird
import Logging

/// Turns whatever a handler throws into a problem document. What the client is not told is logged.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            return try Self.problem(for: error).response(from: request, context: context)
        } catch {
            let problem = Problem(describing: error)
            if problem.status.kind == .serverError {
                context.logger.error("Request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            }
            return try problem.response(from: request, context: context)
        }
    }

    /// What the router and the body reader of Hummingbird throw.
    private static func problem(for error: HTTPError) -> Problem {
        switch error.status {
        case .notFound: .notFound("address")
        case .contentTooLarge: Problem(.contentTooLarge, "content_too_large", "The body is larger than allowed here.")
        case .badRequest: Problem(.badRequest, "bad_request", error.body ?? "The request could not be read.")
        default: Problem(error.status, "http_\(error.status.code)", error.body ?? error.status.reasonPhrase)
        }
    }
}
