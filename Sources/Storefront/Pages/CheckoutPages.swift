import Commerce
import HTTPTypes
import Hummingbird
import OrderAPI
import ServiceKit

/// The checkout. One form has one key, one key has one outcome: sent twice, reloaded or repeated by the waiting page it stays one order.
/// A new key is given out only once it is certain that nothing came of the old one.
struct CheckoutPages: Sendable {
    /// Seconds between two looks at an outcome that is not known yet.
    private static let pendingInterval = 3

    let carts: CartPages
    let orders: any Ordering

    func show(_ visit: Visit) async throws -> Response {
        guard pendingForm(visit) == nil else { return visit.redirect(to: Link.pending) }
        guard let cart = try await carts.currentCart(visit), !cart.items.isEmpty else { return visit.redirect(to: Link.cart) }
        let view = CheckoutView(CheckoutForm(cart: cart.id), cart: cart, totals: try await orders.totals(of: cart.id, country: nil))
        return visit.page(.checkout, title: "Checkout", view, isPrivate: true)
    }

    func submit(_ visit: Visit) async throws -> Response {
        guard let form = CheckoutForm(try await visit.request.form()) else { return visit.redirect(to: Link.checkout) }
        if let pending = pendingForm(visit), pending.key != form.key { return visit.redirect(to: Link.pending) }
        let faults = form.faults
        guard faults.isEmpty else {
            return await again(visit, form, status: .unprocessableContent) { cart, totals in
                CheckoutView(form, cart: cart, totals: totals, faults: faults)
            }
        }
        do {
            return accepted(try await orders.placeOrder(form.orderRequest, idempotencyKey: form.key), form, visit)
        } catch {
            guard let failure = CheckoutFailure(error) else { throw error }
            return try await refused(failure, form, visit)
        }
    }

    /// Asks again, with the same key and the same details, what has become of an order. It places nothing that was not sent before.
    func pending(_ visit: Visit) async throws -> Response {
        guard let form = pendingForm(visit) else { return visit.redirect(to: Link.cart) }
        do {
            return accepted(try await orders.placeOrder(form.orderRequest, idempotencyKey: form.key), form, visit)
        } catch {
            switch CheckoutFailure(error) {
            // That nobody answers now does not mean that nothing has happened before.
            case nil, .pending, .unavailable: return waiting(visit)
            case let failure?: return try await refused(failure, form, visit)
            }
        }
    }

    private func waiting(_ visit: Visit) -> Response {
        visit.page(
            .pending, title: "Confirming your order", PendingView(), status: .accepted, isPrivate: true,
            refresh: "\(Self.pendingInterval);url=\(Link.pending)")
    }

    private func accepted(_ order: Order, _ form: CheckoutForm, _ visit: Visit) -> Response {
        var response = visit.redirect(to: Link.order(order.id))
        if let token = order.accessToken {
            response.setCookie(OrderAccess.cookie(token, for: order.id, isSecure: visit.isSecure))
        }
        if visit.cart?.id == form.cart { response.setCookie(CartCookie.deletion(isSecure: visit.isSecure)) }
        if visit.cookie(PendingCheckout.name) != nil { response.setCookie(PendingCheckout.deletion(isSecure: visit.isSecure)) }
        return response
    }

    private func refused(_ failure: CheckoutFailure, _ form: CheckoutForm, _ visit: Visit) async throws -> Response {
        if failure == .pending {
            var response = visit.redirect(to: Link.pending)
            response.setCookie(try PendingCheckout.cookie(form, isSecure: visit.isSecure))
            return response
        }
        if failure == .cartGone { return visit.redirect(to: Link.cart) }
        let refusal = CheckoutRefusal(failure)
        let next = refusal.needsNewKey ? form.renewed() : form
        var response = await again(visit, next, status: refusal.status) { cart, totals in
            CheckoutView(next, cart: cart, totals: totals, faults: refusal.faults, notice: refusal.notice(cart: cart))
        }
        if let retryAfter = refusal.retryAfter { response.headers[.retryAfter] = String(max(1, retryAfter.components.seconds)) }
        if visit.cookie(PendingCheckout.name) != nil { response.setCookie(PendingCheckout.deletion(isSecure: visit.isSecure)) }
        return response
    }

    /// The form again with what was typed. What it is for is shown if it can be had; the form is there in any case.
    private func again(
        _ visit: Visit, _ form: CheckoutForm, status: HTTPResponse.Status, _ view: (Cart?, OrderTotals?) -> CheckoutView
    ) async -> Response {
        async let cart = try? carts.carts.cart(form.cart)
        async let totals = try? orders.totals(of: form.cart, country: form.destination)
        return visit.page(.checkout, title: "Checkout", view(await cart ?? nil, await totals), status: status, isPrivate: true)
    }

    private func pendingForm(_ visit: Visit) -> CheckoutForm? {
        visit.cookie(PendingCheckout.name).flatMap(PendingCheckout.form)
    }
}
