import Commerce
import Hummingbird
import OrderAPI
import ServiceKit

/// The page of an order, for whoever has its access token.
struct OrderPages: Sendable {
    let orders: any Ordering

    func show(_ visit: Visit) async throws -> Response {
        guard let id = visit.parameter("id").flatMap(OrderID.init) else { throw Problem.notFound("order") }
        if let token = try visit.request.query()["token"], OrderAccess.isPlausible(token) {
            var response = visit.redirect(to: Link.order(id))
            response.setCookie(OrderAccess.cookie(token, for: id, isSecure: visit.isSecure))
            return response
        }
        guard let token = visit.cookie(OrderAccess.name).flatMap(OrderAccess.token),
            let order = try await orders.order(id, accessToken: token)
        else { throw Problem.notFound("order") }
        return visit.page(
            .order, title: "Order \(order.number)", OrderView(order), isPrivate: true, refresh: order.status == .processing ? "3" : nil)
    }
}
