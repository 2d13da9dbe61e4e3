import Commerce
import ProductAPI

/// The rows of one handle while they come in. The first carries the product's fields; each may add a variant and a picture.
struct ProductGroup: Sendable {
    struct Picture: Sendable {
        var image: ProductImage
        var position: Int?
    }

    let handle: String
    let line: Int
    private(set) var title = ""
    private(set) var descriptionHTML = ""
    private(set) var vendor = ""
    private(set) var category = ""
    private(set) var tags: [String] = []
    private(set) var optionNames = ["", "", ""]
    private(set) var variants: [VariantDraft] = []
    private(set) var pictures: [Picture] = []
    private var variantImages: [String] = []
    private var rows = 0
    /// Set when a fault keeps the product out; its further rows are read over.
    var isRejected = false
    /// Why the product is left out on purpose; its further rows are read over.
    private(set) var skipReason: String?
    private let currency: Currency

    init(handle: String, line: Int, currency: Currency) {
        self.handle = handle
        self.line = line
        self.currency = currency
    }

    /// Takes one more row and returns what is wrong with it.
    mutating func add(_ row: ShopifyRow) -> [RowFault] {
        rows += 1
        guard skipReason == nil else { return [] }
        if let fault = row.shapeFault { return [fault] }
        guard rows <= CatalogLimits.rowsPerProduct else {
            return isRejected ? [] : [row.fault(.handle, "a product may have at most \(CatalogLimits.rowsPerProduct) rows")]
        }
        var faults: [RowFault] = []
        if rows == 1 {
            readProduct(row, &faults)
            guard skipReason == nil else { return [] }
        }
        readOptionNames(row, &faults)
        readPicture(row, &faults)
        if rows == 1 || row.describesVariant { variants.append(VariantDraft(row, currency: currency, &faults)) }
        return faults
    }

    private mutating func readProduct(_ row: ShopifyRow, _ faults: inout [RowFault]) {
        readStatus(row, &faults)
        guard skipReason == nil else { return }
        title = row.shortText(.title, &faults)
        if title.isEmpty { faults.append(row.fault(.title, "the first row of a product must have its title")) }
        descriptionHTML = SafeHTML.description(row.text(.description))
        if descriptionHTML.utf8.count > CatalogLimits.descriptionBytes {
            faults.append(row.fault(.description, "must be at most \(CatalogLimits.descriptionBytes) bytes"))
        }
        vendor = row.shortText(.vendor, &faults)
        category = row.shortText(.type, &faults)
        // Shopify's taxonomy is a path, `Apparel & Accessories > Clothing > Shirts`; shoppers know its last part.
        if category.isEmpty, let last = row.shortText(.category, &faults).split(separator: ">").last { category = singleLine(last) }
        readTags(row, &faults)
    }

    private mutating func readStatus(_ row: ShopifyRow, _ faults: inout [RowFault]) {
        switch row.text(.status).lowercased() {
        case "", "active": break
        case let status where ["draft", "archived", "unlisted"].contains(status): skipReason = "its status is \(status)"
        default: faults.append(row.fault(.status, "must be active, draft or archived"))
        }
        switch row.text(.published).lowercased() {
        case "", "true", "yes", "1": break
        case "false", "no", "0": skipReason = skipReason ?? "it is not published"
        default: faults.append(row.fault(.published, "must be TRUE or FALSE"))
        }
    }

    private mutating func readTags(_ row: ShopifyRow, _ faults: inout [RowFault]) {
        var seen: Set<String> = []
        tags = row.text(.tags).split(separator: ",").map { singleLine($0) }.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
        if tags.count > CatalogLimits.tags { faults.append(row.fault(.tags, "a product may have at most \(CatalogLimits.tags) tags")) }
        if tags.contains(where: { $0.count > CatalogLimits.textCharacters }) {
            faults.append(row.fault(.tags, "a tag must be at most \(CatalogLimits.textCharacters) characters"))
        }
    }

    private mutating func readOptionNames(_ row: ShopifyRow, _ faults: inout [RowFault]) {
        for (index, column) in ShopifyColumn.optionNames.enumerated() {
            let name = row.shortText(column, &faults)
            guard !name.isEmpty else { continue }
            if optionNames[index].isEmpty {
                optionNames[index] = name
            } else if optionNames[index] != name {
                faults.append(row.fault(column, "the product's option is called “\(optionNames[index])” in an earlier row"))
            }
        }
    }

    private mutating func readPicture(_ row: ShopifyRow, _ faults: inout [RowFault]) {
        let alt = row.shortText(.imageAlt, &faults)
        let position = row.integer(.imagePosition, &faults)
        if let url = row.address(.image, &faults), !pictures.contains(where: { $0.image.url == url }) {
            pictures.append(Picture(image: ProductImage(url: url, alt: alt.isEmpty ? title : alt), position: position))
        }
        if let url = row.address(.variantImage, &faults), !variantImages.contains(url) { variantImages.append(url) }
    }

    /// The pictures by their positions where all have one, else as they came; those of variants that are not among them follow.
    var images: [ProductImage] {
        let inOrder = pictures.enumerated().sorted { left, right in
            (left.element.position ?? 0, left.offset) < (right.element.position ?? 0, right.offset)
        }
        let hasPositions = pictures.allSatisfy { $0.position != nil }
        let listed = hasPositions ? inOrder.map(\.element.image) : pictures.map(\.image)
        let further = variantImages.filter { url in !listed.contains { $0.url == url } }
        return listed + further.map { ProductImage(url: $0, alt: title) }
    }
}
