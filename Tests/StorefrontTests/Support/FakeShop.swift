import Commerce
import Foundation
import OrderAPI
import ProductAPI
import Synchronization

/// The services behind the storefront, in memory and obedient: all three ports.
final class FakeShop: Sendable {
    /// What becomes of the next order that is placed.
    enum Placing: Sendable {
        case fails(any Error)
        /// The order is made, but the answer is lost on its way.
        case succeedsUnheard(any Error)
    }

    struct State: Sendable {
        var products: [Product]
        var carts: [CartID: [StockLine]] = [:]
        /// By idempotency key; so one key has one outcome.
        var orders: [String: Order] = [:]
        var placing: [Placing] = []
        /// Every request that reached the order service, with its key.
        var requests: [(key: String, request: OrderRequest)] = []
        var queries: [ProductQuery] = []
        /// Errors of whole services while they are down.
        var catalogError: (any Error)?
        var categoriesError: (any Error)?
        var cartError: (any Error)?
        var totalsError: (any Error)?
        var quantityError: (any Error)?
        var statusOfOrders = Order.Status.confirmed
    }

    let state: Mutex<State>

    init(products: [Product] = SampleProducts.all) { state = Mutex(State(products: products)) }

    func update(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// How many orders there are: how often the customer pays.
    var orderCount: Int { state.withLock { $0.orders.count } }
    var requestCount: Int { state.withLock { $0.requests.count } }
    var keys: [String] { state.withLock { $0.requests.map(\.key) } }
}

extension FakeShop: CatalogReading {
    func products(_ query: ProductQuery) async throws -> ProductPage {
        try state.withLock { state in
            state.queries.append(query)
            if let error = state.catalogError { throw error }
            let matches = state.products.filter { product in
                (query.category.map { product.category == $0 } ?? true)
                    && (query.search.map { product.title.lowercased().contains($0.lowercased()) } ?? true)
            }
            let start = query.after.flatMap(Int.init) ?? 0
            let page = matches.dropFirst(start).prefix(query.limit)
            let next = start + page.count < matches.count ? String(start + page.count) : nil
            return ProductPage(items: page.map(Self.summary), next: next)
        }
    }

    func product(handle: String) async throws -> Product? {
        try state.withLock { state in
            if let error = state.catalogError { throw error }
            return state.products.first { $0.handle == handle }
        }
    }

    func categories() async throws -> [CategoryCount] {
        try state.withLock { state in
            if let error = state.categoriesError ?? state.catalogError { throw error }
            let names = Dictionary(grouping: state.products.map(\.category), by: \.self)
            return names.map { CategoryCount(name: $0, products: $1.count) }.sorted { $0.name < $1.name }
        }
    }

    private static func summary(_ product: Product) -> ProductSummary {
        let cheapest = product.variants.min { $0.price.amount < $1.price.amount }
        return ProductSummary(
            handle: product.handle, title: product.title, vendor: product.vendor, category: product.category, image: product.images.first,
            priceFrom: cheapest?.price ?? Money(0, .usd), compareAtPrice: cheapest?.compareAtPrice,
            priceVaries: Set(product.variants.map(\.price)).count > 1,
            availability: product.variants.contains { $0.availability == .inStock }
                ? .inStock : product.variants.contains { $0.availability == .lowStock } ? .lowStock : .soldOut)
    }
}
