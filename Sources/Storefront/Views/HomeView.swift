import ProductAPI

/// The front page and every list of products.
struct HomeView: Sendable {
    /// Pictures that are above the fold on most screens and so not loaded lazily.
    private static let eagerPictures = 4

    /// The sentence at the top; nil on a list that was searched for or paged to.
    let hero: String?
    /// How much there is, in words; nil when the categories cannot be had.
    let extent: String?
    let hasCategories: Bool
    let categories: [CategoryView]
    let isEverything: Bool
    let allProductsURL: String
    let heading: String
    let isEmpty: Bool
    let products: [ProductCardView]
    let firstPageURL: String?
    let moreURL: String?

    init(_ page: ProductPage, query: ProductQuery, categories: [CategoryCount], tagline: String) {
        let isFront = query.search == nil && query.category == nil && query.after == nil
        hero = isFront ? tagline : nil
        let count = categories.reduce(0) { $0 + $1.products }
        extent = count > 0 ? "\(count) products in \(categories.count) categories. No account needed." : nil
        hasCategories = !categories.isEmpty
        self.categories = categories.map { CategoryView($0, current: query.category, search: query.search) }
        isEverything = query.category == nil
        allProductsURL = Link.home(search: query.search)
        heading = Self.heading(of: query)
        isEmpty = page.items.isEmpty
        products = page.items.enumerated().map { ProductCardView($1, isLazy: $0 >= Self.eagerPictures) }
        firstPageURL = query.after == nil ? nil : Link.home(search: query.search, category: query.category)
        moreURL = page.next.map { Link.home(search: query.search, category: query.category, after: $0) }
    }

    static func heading(of query: ProductQuery) -> String {
        let category = query.category.map(CategoryView.displayName)
        switch (query.search, category) {
        case (let search?, let category?): return "“\(search)” in \(category)"
        case (let search?, nil): return "Results for “\(search)”"
        case (nil, let category?): return category
        case (nil, nil): return "All products"
        }
    }
}
