import Synchronization
import Commerce
import Foundation
import HTTPTypes
import OrderAPI
import ProductAPI
import ServiceKit

extension FakeShop: CartKeeping {
    func createCart() async throws -> Cart {
        try state.withLock { state in
            if let error = state.cartError { throw error }
            let id = CartID.random()
            state.carts[id] = []
            return Self.cart(id, state)
        }
    }

    func cart(_ id: CartID) async throws -> Cart? {
        try state.withLock { state in
            if let error = state.cartError { throw error }
            return state.carts[id] == nil ? nil : Self.cart(id, state)
        }
    }

    func setQuantity(_ quantity: Int, of sku: SKU, in cart: CartID) async throws -> Cart {
        try state.withLock { state in
            if let error = state.quantityError ?? state.cartError { throw error }
            var lines = state.carts[cart] ?? []
            if let index = lines.firstIndex(where: { $0.sku == sku }) {
                if quantity > 0 { lines[index].quantity = quantity } else { lines.remove(at: index) }
            } else if quantity > 0 {
                lines.append(StockLine(sku: sku, quantity: quantity))
            }
            state.carts[cart] = lines
            return Self.cart(cart, state)
        }
    }

    private static func cart(_ id: CartID, _ state: State) -> Cart {
        let items = (state.carts[id] ?? []).compactMap { line -> CartItem? in
            for product in state.products {
                guard let variant = product.variants.first(where: { $0.sku == line.sku }) else { continue }
                let quote = Quote(
                    sku: line.sku, handle: product.handle, productTitle: product.title, variantTitle: variant.title,
                    image: product.images.first, price: variant.price, availability: variant.availability)
                return CartItem(quote: quote, quantity: line.quantity, lineTotal: Money(variant.price.amount * line.quantity, .usd))
            }
            return nil
        }
        return Cart(id: id, items: items, total: Money(items.reduce(0) { $0 + $1.lineTotal.amount }, .usd))
    }
}

extension FakeShop: Ordering {
    func totals(of cart: CartID, country: String?) async throws -> OrderTotals {
        try state.withLock { state in
            if let error = state.totalsError { throw error }
            return Self.totals(Self.cart(cart, state).total.amount)
        }
    }

    func placeOrder(_ request: OrderRequest, idempotencyKey: String) async throws -> Order {
        try state.withLock { state in
            state.requests.append((idempotencyKey, request))
            let total = request.cart.map { Self.totals(Self.cart($0, state).total.amount) }
            if let total, let expected = request.expectedTotal, expected != total.total {
                throw Problem(.conflict, "total_changed", "The order would now cost \(total.total).")
            }
            let placing = state.placing.isEmpty ? nil : state.placing.removeFirst()
            if case .fails(let error) = placing { throw error }
            let order = state.orders[idempotencyKey] ?? Self.order(request, state)
            state.orders[idempotencyKey] = order
            if case .succeedsUnheard(let error) = placing { throw error }
            return order
        }
    }

    func order(_ id: OrderID, accessToken: String) async throws -> Order? {
        try state.withLock { state in
            if let error = state.cartError { throw error }
            var order = state.orders.values.first { $0.id == id && $0.accessToken == accessToken }
            order?.accessToken = nil
            return order
        }
    }

    private static func totals(_ subtotal: Int) -> OrderTotals {
        OrderTotals(
            subtotal: Money(subtotal, .usd), shipping: Money(499, .usd), tax: Money(subtotal / 10, .usd),
            total: Money(subtotal + 499 + subtotal / 10, .usd))
    }

    private static func order(_ request: OrderRequest, _ state: State) -> Order {
        let cart = request.cart.map { Self.cart($0, state) }
        let items = (cart?.items ?? []).map {
            OrderItem(
                sku: $0.sku, quantity: $0.quantity, title: $0.title, variantTitle: $0.variantTitle, price: $0.price,
                lineTotal: $0.lineTotal)
        }
        let id = OrderID.timeOrdered()
        return Order(
            id: id, number: "S-\(1001 + state.orders.count)", status: state.statusOfOrders, reason: nil, email: request.email,
            shippingAddress: request.shippingAddress, items: items, totals: totals(cart?.total.amount ?? 0), refunded: Money(0, .usd),
            createdAt: Date(timeIntervalSince1970: 1_769_861_100), accessToken: "token-of-\(id)")
    }
}
