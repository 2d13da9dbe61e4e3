/// What the frame round every page shows.
struct Shell: Sendable {
    let title: String
    let shopName: String
    let tagline: String
    let banner: String?
    /// The prefix of the style sheet's address.
    let assets: String
    let search: String
    let cartCount: Int?
    let cartNoun: String
    /// Keeps the page out of search engines.
    let isPrivate: Bool
    /// The content of a `refresh` meta element: `3` or `3;url=/place`.
    let refresh: String?

    init(
        settings: StorefrontConfig, assets: String, title: String?, search: String?, cartCount: Int, isPrivate: Bool, refresh: String?
    ) {
        self.title = title.map { "\($0) · \(settings.shopName)" } ?? settings.shopName
        self.shopName = settings.shopName
        self.tagline = settings.tagline
        self.banner = settings.banner.isEmpty ? nil : settings.banner
        self.assets = assets
        self.search = search ?? ""
        self.cartCount = cartCount > 0 ? cartCount : nil
        self.cartNoun = cartCount == 1 ? "item" : "items"
        self.isPrivate = isPrivate
        self.refresh = refresh
    }
}
