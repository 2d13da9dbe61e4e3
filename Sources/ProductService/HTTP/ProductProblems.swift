import Commerce
import HTTPTypes
import Hummingbird
import ProductAPI
import ServiceKit
import Storage

/// Every error of this service that a client may see.
extension Problem {
    static func outOfStock(_ lines: [ShortLine]) -> Problem {
        Problem(
            .conflict, ProductProblemCode.outOfStock, "There is not enough stock for every line. Nothing was reserved.",
            members: ["lines": lines])
    }

    static func reservationClosed(_ order: OrderID) -> Problem {
        .conflict(ProductProblemCode.reservationClosed, "The reservation of order \(order) was released and stays so.")
    }

    static func reservationLapsed(_ order: OrderID) -> Problem {
        .conflict(ProductProblemCode.reservationLapsed, "Nothing is held for order \(order) any more. Reserve again, then commit.")
    }

    static func importTooLarge(limit: Int) -> Problem {
        Problem(
            .contentTooLarge, "content_too_large",
            "The file is larger than the \(limit / 1_048_576) MiB allowed by import.limit. Split it; importing a product again does no harm."
        )
    }

    static func unknownImportFormat() -> Problem {
        Problem(
            .unsupportedMediaType, "unsupported_media_type",
            "Send a product CSV as Content-Type: text/csv or a product JSON as Content-Type: application/json.")
    }
}

/// Translates the errors of the database, which clients know nothing of.
struct ProductProblemMiddleware: RouterMiddleware {
    typealias Context = ShopRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch DatabaseError.unavailable {
            throw Problem.unavailable("The catalogue's database cannot be reached at the moment.", retryAfter: .seconds(1))
        } catch is InvalidCursor {
            throw Problem.validation([FieldError(field: "after", code: "invalid", message: "is not the `next` of a page of this list")])
        }
    }
}
