import ProductAPI

/// What can be asked of the catalogue and kept in the cache.
enum CatalogQuestion: Hashable, Sendable {
    case page(ProductQuery)
    case product(handle: String)
    case categories
}
