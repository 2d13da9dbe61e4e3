import Hummingbird
import ProductAPI
import ServiceKit

extension ProductQuery {
    private static let maximumWords = 8

    /// The filters and the place that `GET /api/products` was asked for. Throws ``Problem`` 422 with all faults at once.
    init(_ request: Request, pageSize: Int) throws {
        var items = QueryItems(request, known: ["search", "category", "limit", "after"])
        let search = items.text("search", maxLength: 200)
        let category = items.text("category", maxLength: 255)
        let limit = items.integer("limit", in: 1...100, default: pageSize)
        let after = items.text("after", maxLength: 1_024)
        if let search, SearchTerms.query(search).count > Self.maximumWords {
            items.refuse("search", code: "too_long", message: "must have at most \(Self.maximumWords) different words")
        }
        self.init(search: search, category: category, limit: limit, after: after)
        if after.map({ CatalogCursor($0, for: self) == nil }) ?? false {
            items.refuse("after", code: "invalid", message: "must be the `next` of a page with the same search and category")
        }
        try items.check()
    }
}
