import Commerce
import HTTPTypes
import Hummingbird
import OrderAPI
import ServiceKit

/// The cart and the forms that change it.
struct CartPages: Sendable {
    let carts: any CartKeeping
    let catalog: CatalogPages

    func show(_ visit: Visit) async throws -> Response {
        page(visit, try await currentCart(visit))
    }

    /// `POST /cart/items` with `sku`, `quantity` and, to find the way back, `handle`.
    func add(_ visit: Visit) async throws -> Response {
        let form = try await visit.request.form()
        let typed = form["quantity"] ?? "1"
        func refuse(_ sku: SKU?, _ reason: String) async throws -> Response {
            try await catalog.product(form["handle"], refusing: sku, quantity: typed, because: reason, visit)
        }
        guard let sku = form["sku"].flatMap(SKU.init) else { return try await refuse(nil, "Choose which one first.") }
        guard let quantity = Self.quantity(typed), quantity > 0 else {
            return try await refuse(sku, "The quantity must be a whole number from 1 to \(CartLineView.maximumQuantity).")
        }
        do {
            let cart: Cart
            if let current = try await currentCart(visit) { cart = current } else { cart = try await carts.createCart() }
            let present = cart.items.first { $0.sku == sku }?.quantity ?? 0
            return redirectToCart(visit, try await carts.setQuantity(present + quantity, of: sku, in: cart.id))
        } catch {
            guard let reason = Self.refusal(error) else { throw error }
            return try await refuse(sku, reason)
        }
    }

    /// `POST /cart/items/{sku}` with `quantity`; zero removes the line.
    func update(_ visit: Visit) async throws -> Response {
        guard let sku = visit.parameter("sku").flatMap(SKU.init) else { throw Problem.notFound("item") }
        let typed = try await visit.request.form()["quantity"] ?? ""
        guard let cart = try await currentCart(visit) else { return visit.redirect(to: Link.cart) }
        func refuse(_ reason: String) -> Response {
            page(visit, cart, fault: CartFault(sku: sku, typed: typed, message: reason))
        }
        guard let quantity = Self.quantity(typed) else {
            return refuse("The quantity must be a whole number from 0 to \(CartLineView.maximumQuantity).")
        }
        do {
            return redirectToCart(visit, try await carts.setQuantity(quantity, of: sku, in: cart.id))
        } catch {
            guard let reason = Self.refusal(error) else { throw error }
            return refuse(reason)
        }
    }

    /// The visitor's cart; nil without one, or when it has expired.
    func currentCart(_ visit: Visit) async throws -> Cart? {
        guard let id = visit.cart?.id else { return nil }
        return try await carts.cart(id)
    }

    private func page(_ visit: Visit, _ cart: Cart?, fault: CartFault? = nil) -> Response {
        let cookie = cart.map { CartCookie($0) }
        let view = CartView(cart, fault: fault)
        var response = visit.page(
            .cart, title: "Your cart", view, status: fault == nil ? .ok : .unprocessableContent, cartCount: cookie?.count ?? 0,
            isPrivate: true)
        if let cookie, cookie != visit.cart { response.setCookie(cookie.cookie(isSecure: visit.isSecure)) }
        if cookie == nil, visit.cart != nil { response.setCookie(CartCookie.deletion(isSecure: visit.isSecure)) }
        return response
    }

    private func redirectToCart(_ visit: Visit, _ cart: Cart) -> Response {
        var response = visit.redirect(to: Link.cart)
        response.setCookie(CartCookie(cart).cookie(isSecure: visit.isSecure))
        return response
    }

    private static func quantity(_ text: String) -> Int? {
        guard text.utf8.count <= 4, let number = Int(text), (0...CartLineView.maximumQuantity).contains(number) else { return nil }
        return number
    }

    /// What the order service has against it, as a sentence; nil for an error that is not about this quantity.
    private static func refusal(_ error: any Error) -> String? {
        switch error {
        case let problem as Problem where problem.status.kind == .clientError:
            problem.errors.first.map { "The \($0.field) \($0.message)." } ?? problem.detail
        case OutboundError.unexpected(_, let status, _, let detail) where (400..<500).contains(status) && !detail.isEmpty: detail
        default: nil
        }
    }
}
