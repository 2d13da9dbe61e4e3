/// Reading the catalogue, as the storefront does.
package protocol CatalogReading: Sendable {
    func products(_ query: ProductQuery) async throws -> ProductPage
    /// Nil when there is no such product.
    func product(handle: String) async throws -> Product?
    func categories() async throws -> [CategoryCount]
}
