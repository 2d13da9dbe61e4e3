import Commerce
import Hummingbird
import OrderAPI
import ServiceKit

/// Who may see an order: whoever has its access token, and administrators.
struct OrderAccess: Sendable {
    let orders: OrderStore
    let tokens: OrderTokens

    /// The order of the path. Throws ``Problem``: 401 without a token, and 404 for a wrong one just as for an order that does not exist,
    /// so that nobody learns which orders there are.
    func order(_ context: ShopRequestContext) async throws -> OrderRecord {
        guard let bearer = context.bearer else { throw Problem.unauthenticated() }
        guard let id = OrderID(try context.parameters.require("id")), context.isAdmin || tokens.isValid(bearer, for: id),
            let order = try await orders.order(id)
        else { throw Problem.notFound("order") }
        return order
    }
}
