import ProductAPI

/// A category to choose.
struct CategoryView: Sendable {
    let name: String
    let url: String
    let products: Int?
    let isCurrent: Bool

    init(_ category: CategoryCount, current: String? = nil, search: String? = nil) {
        name = Self.displayName(of: category.name)
        url = Link.home(search: search, category: category.name)
        products = category.products
        isCurrent = category.name == current
    }

    /// The category of a product; nil when it has none.
    init?(name category: String) {
        guard !category.isEmpty else { return nil }
        name = Self.displayName(of: category)
        url = Link.home(category: category)
        products = nil
        isCurrent = false
    }

    /// `Mens shirts` for the slug `mens-shirts`; a name that people have written stays as it is.
    static func displayName(of category: String) -> String {
        let isSlug = category.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isSlug else { return category }
        return category.prefix(1).uppercased() + category.dropFirst().replacing("-", with: " ")
    }
}
