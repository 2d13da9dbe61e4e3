package import Commerce
import Foundation
package import Logging
package import OrderAPI
package import ProductAPI
import ServiceKit

/// What one can do with carts. Prices are those of this moment, or the last known ones while the product service cannot be had.
package struct Carts: Sendable {
    let store: CartStore
    let stock: any StockReserving
    let logger: Logger

    package init(store: CartStore, stock: any StockReserving, logger: Logger) {
        self.store = store
        self.stock = stock
        self.logger = logger
    }

    /// A cart as the API shows it, with the version that its entity tag is made of.
    package struct View: Sendable, Equatable {
        package var cart: Cart
        package var version: Int
    }

    package func create(_ config: OrderConfig) async throws -> View {
        let id = CartID.random()
        return try view(id, try await store.create(id, lifetime: config.cart.lifetime), config)
    }

    package func cart(_ id: CartID, _ config: OrderConfig) async throws -> View {
        guard let snapshot = try await store.cart(id) else { throw Problem.notFound("cart") }
        return try view(id, try await requoted(snapshot), config)
    }

    package func totals(_ id: CartID, country: String?, _ config: OrderConfig) async throws -> OrderTotals {
        let cart = try await cart(id, config).cart
        do {
            return try OrderPricing(rules: config.pricing)
                .totals(cart.items.map(\.lineTotal), country: country ?? config.pricing.homeCountry)
        } catch {
            throw error.problem(lines: cart.items.map(\.sku), field: { _ in "items" })
        }
    }

    /// Sets the quantity of a line. `isExpected` judges the version that the client wants to change.
    package func setQuantity(
        _ quantity: Int, of sku: SKU, in id: CartID, _ config: OrderConfig, isExpected: @escaping @Sendable (Int) -> Bool
    ) async throws -> View {
        let quote = try await quote(sku, in: id)
        guard quote.price.currency == config.pricing.currency else {
            throw PricingFault.foreignCurrency(line: 0).problem(lines: [sku], field: { _ in "sku" })
        }
        let limit = config.cart.maximumLines
        let snapshot = try await change(id, config, isExpected) { contents in
            contents.set(quantity, of: quote)
            guard contents.lines.count <= limit else { throw Problem.tooManyLines(limit: limit) }
        }
        return try view(id, try await requoted(snapshot), config)
    }

    package func remove(
        _ sku: SKU, from id: CartID, _ config: OrderConfig, isExpected: @escaping @Sendable (Int) -> Bool
    ) async throws -> View {
        let snapshot = try await change(id, config, isExpected) { $0.remove(sku) }
        return try view(id, try await requoted(snapshot), config)
    }

    /// Empties a cart that has become an order some time ago, if it still holds just what was ordered.
    func empty(_ id: CartID, of order: Order, _ config: OrderConfig) async {
        let ordered = Set(order.items.map { StockLine(sku: $0.sku, quantity: $0.quantity) })
        guard let snapshot = try? await store.cart(id), Set(snapshot.contents.stockLines) == ordered else { return }
        await empty(id, at: snapshot.version, config)
    }

    /// Empties a cart that has become an order, unless it was changed since; then it is left to the customer.
    func empty(_ id: CartID, at version: Int, _ config: OrderConfig) async {
        do {
            _ = try await store.change(id, lifetime: config.cart.lifetime, isExpected: { $0 == version }) { $0.removeAll() }
        } catch {
            logger.info("Cart of a confirmed order was not emptied", metadata: ["error": "\(error)"])
        }
    }

    private func change(
        _ id: CartID, _ config: OrderConfig, _ isExpected: @escaping @Sendable (Int) -> Bool,
        _ body: @escaping @Sendable (inout CartContents) throws -> Void
    ) async throws -> CartStore.Snapshot {
        do {
            return try await store.change(id, lifetime: config.cart.lifetime, isExpected: isExpected, body)
        } catch let error as CartStore.ChangeError {
            switch error {
            case .unknownCart: throw Problem.notFound("cart")
            case .versionMismatch: throw Problem.preconditionFailed("The cart has changed since; read it again.")
            case .contended: throw Problem.unavailable("The cart is being changed by too many at once.", retryAfter: .seconds(1))
            }
        }
    }

    /// The quote for a line; a line that is in the cart already can be changed even while the product service cannot be had.
    private func quote(_ sku: SKU, in id: CartID) async throws -> Quote {
        do {
            guard let quote = try await stock.quotes(for: [sku])[sku] else { throw Problem.unknownSKU(sku, field: "sku") }
            return quote
        } catch let error as OutboundError {
            guard let known = try await store.cart(id)?.contents.line(sku) else { throw error }
            return known.quote
        }
    }

    private func requoted(_ snapshot: CartStore.Snapshot) async throws -> CartStore.Snapshot {
        guard !snapshot.contents.lines.isEmpty else { return snapshot }
        do {
            let quotes = try await stock.quotes(for: snapshot.contents.lines.map(\.sku))
            return CartStore.Snapshot(contents: snapshot.contents.requoted(quotes), version: snapshot.version)
        } catch let error as OutboundError {
            logger.warning("Cart is shown with its last known prices", metadata: ["error": "\(error)"])
            return snapshot
        }
    }

    private func view(_ id: CartID, _ snapshot: CartStore.Snapshot, _ config: OrderConfig) throws -> View {
        let lines = snapshot.contents.lines
        do {
            var total = Money.zero(config.pricing.currency)
            let items = try lines.map { line in
                CartItem(quote: line.quote, quantity: line.quantity, lineTotal: try line.quote.price.multiplied(by: line.quantity))
            }
            for item in items { total = try total.adding(item.lineTotal) }
            return View(cart: Cart(id: id, items: items, total: total), version: snapshot.version)
        } catch let error as MoneyError {
            throw PricingFault(error).problem(lines: lines.map(\.sku), field: { _ in "items" })
        }
    }
}
