import HTTPTypes
import Hummingbird
import ServiceKit

/// The page for an error: which status, and what to say.
struct ErrorPage: Sendable {
    let status: HTTPResponse.Status
    let retryAfter: Duration?
    /// Whether it is to be logged as a fault.
    let isOurFault: Bool
    private let view: MessageView

    init(_ error: any Error, visit: Visit) {
        let (status, retryAfter) = Self.status(of: error)
        self.status = status
        self.retryAfter = retryAfter
        isOurFault = status.kind == .serverError && status != .serviceUnavailable
        view = Self.view(for: status, error: error, visit: visit)
    }

    func response(to visit: Visit) -> Response {
        var response = visit.page(.message, title: view.title, view, status: status, isPrivate: true)
        if let retryAfter { response.headers[.retryAfter] = String(max(1, retryAfter.components.seconds)) }
        return response
    }

    private static func status(of error: any Error) -> (HTTPResponse.Status, Duration?) {
        switch error {
        case let problem as Problem:
            (problem.status, problem.status == .serviceUnavailable ? problem.retryAfter ?? .seconds(5) : problem.retryAfter)
        case OutboundError.unavailable(_, _, let retryAfter): (.serviceUnavailable, retryAfter ?? .seconds(5))
        case OutboundError.outcomeUnknown: (.serviceUnavailable, .seconds(5))
        case OutboundError.unexpected(_, let status, _, _) where [400, 404, 422].contains(status): (.init(code: status), nil)
        case OutboundError.unexpected: (.badGateway, nil)
        case let error as any HTTPResponseError: (error.status, nil)
        default: (.internalServerError, nil)
        }
    }

    private static func view(for status: HTTPResponse.Status, error: any Error, visit: Visit) -> MessageView {
        let retry = visit.request.method == .get ? visit.request.uri.string : "/"
        switch status.code {
        case 404:
            return MessageView(
                status: "404", title: "There is nothing here", detail: "The page has moved, or the address has a slip in it.",
                linkURL: "/", linkText: "See all products", reference: nil)
        case 403:
            return MessageView(
                status: nil, title: "That was not carried out",
                detail: "The form seems to come from another site. Open the page again in the shop and repeat it.",
                linkURL: "/cart", linkText: "Go to the cart", reference: nil)
        case 503, 429:
            return MessageView(
                status: nil, title: "One moment, please",
                detail: "A part of the shop is not available just now. Nothing has been lost; try again in a few seconds.",
                linkURL: retry, linkText: "Try again", reference: nil)
        case 400..<500:
            return MessageView(
                status: String(status.code), title: "That could not be read",
                detail: (error as? Problem)?.detail ?? "Something in it was not as it must be.",
                linkURL: "/", linkText: "Back to the shop", reference: nil)
        default:
            return MessageView(
                status: nil, title: "Something went wrong on our side", detail: "It is not your fault, and we have taken note of it.",
                linkURL: retry, linkText: "Try again", reference: visit.context.requestID)
        }
    }
}
