import Logging
import Commerce
import Hummingbird
import ProductAPI
import ServiceKit

/// The front page with its lists, and the page of a product.
struct CatalogPages: Sendable {
    /// Characters of a search or a cursor; what is longer is cut off.
    private static let maximumSearch = 100
    private static let maximumHandle = 255

    let catalog: any CatalogReading

    func home(_ visit: Visit) async throws -> Response {
        let fields = try visit.request.query()
        func text(_ name: String, limit: Int) -> String? {
            fields[name].flatMap { $0.isEmpty ? nil : String($0.prefix(limit)) }
        }
        let query = ProductQuery(
            search: text("search", limit: Self.maximumSearch), category: text("category", limit: Self.maximumHandle),
            limit: visit.settings.pageSize, after: text("after", limit: 1_024))
        async let categories = categories(visit)
        let products = try await catalog.products(query)
        let view = HomeView(products, query: query, categories: await categories, tagline: visit.settings.tagline)
        return visit.page(.home, title: view.hero == nil ? view.heading : nil, view, search: query.search)
    }

    func product(_ visit: Visit) async throws -> Response {
        let product = try await product(visit.parameter("handle"))
        return visit.page(.product, title: product.title, ProductView(product))
    }

    /// The product's page again, with why it could not be put into the cart.
    func product(_ handle: String?, refusing sku: SKU?, quantity: String, because reason: String, _ visit: Visit) async throws -> Response {
        let product = try await product(handle)
        let notice = NoticeView(.bad, "This was not put into your cart.", detail: reason)
        let view = ProductView(product, chosen: sku, quantity: quantity, notice: notice)
        return visit.page(.product, title: product.title, view, status: .unprocessableContent)
    }

    private func product(_ handle: String?) async throws -> Product {
        guard let handle, Self.isHandle(handle), let product = try await catalog.product(handle: handle) else {
            throw Problem.notFound("product")
        }
        return product
    }

    /// The list is whole without its categories, so their failure is not the page's.
    private func categories(_ visit: Visit) async -> [CategoryCount] {
        do {
            return try await catalog.categories()
        } catch {
            visit.context.logger.info("Categories left out", metadata: ["error": "\(error)"])
            return []
        }
    }

    private static func isHandle(_ text: String) -> Bool {
        (1...maximumHandle).contains(text.utf8.count) && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}
