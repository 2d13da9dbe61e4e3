package import Commerce
import Foundation
import ProductAPI

/// Reads the products of DummyJSON, as a list or as its API's `{"products": [...]}`. Each becomes a product with one variant.
///
/// The document is small, so it is collected up to a limit and decoded at the end. `price` is what the shopper pays:
/// `discountPercentage` is left out, because a former price made up from it would promise a reduction that never was.
/// The handle is made of the title; when two titles meet, the later one's ends in its id.
package struct DummyJSONImporter: CatalogImporter {
    private let currency: Currency
    private let limit: Int
    private var bytes: [UInt8] = []
    private var isTooLarge = false
    private var handles: Set<String> = []
    private var skus: [SKU: Int] = [:]

    /// `limit` is in bytes.
    package init(currency: Currency, limit: Int = 16 * 1024 * 1024) {
        self.currency = currency
        self.limit = limit
    }

    package mutating func feed(_ chunk: some Sequence<UInt8>) -> [ImportEvent] {
        guard !isTooLarge else { return [] }
        bytes.append(contentsOf: chunk)
        guard bytes.count > limit else { return [] }
        isTooLarge = true
        bytes = []
        return [.rejected(RowFault(line: 1, column: 0, reason: "the document is larger than \(limit) bytes"))]
    }

    package mutating func finish() -> [ImportEvent] {
        guard !isTooLarge else { return [] }
        let document: DummyJSONDocument
        do {
            document = try JSONDecoder().decode(DummyJSONDocument.self, from: Data(bytes))
        } catch {
            return [.rejected(fault(1, in: error, subject: "the document"))]
        }
        bytes = []
        return document.products.enumerated().flatMap { convert($1, place: $0 + 1) }
    }

    // MARK: One product

    private mutating func convert(_ element: DummyJSONElement, place: Int) -> [ImportEvent] {
        let source: DummyJSONProduct
        switch element.result {
        case .success(let product): source = product
        case .failure(let error): return [.rejected(fault(place, in: error, subject: "the product"))]
        }
        var faults: [RowFault] = []
        let variant = variant(of: source, place: place, &faults)
        let product = product(of: source, place: place, &faults)
        guard faults.isEmpty, let variant, var product else { return faults.map(ImportEvent.rejected) }
        product.variants = [variant]
        let stock = source.stock.map { [variant.sku: max(0, $0)] } ?? [:]
        return [.product(ImportedProduct(product: product, stock: stock, line: place))]
    }

    private mutating func product(of source: DummyJSONProduct, place: Int, _ faults: inout [RowFault]) -> Product? {
        let title = singleLine(source.title)
        let description = SafeHTML.paragraphs(source.description ?? "")
        let texts = ["title": title, "brand": source.brand ?? "", "category": source.category ?? ""]
        for (field, text) in texts.sorted(by: { $0.key < $1.key }) where text.count > CatalogLimits.textCharacters {
            let reason = "must be at most \(CatalogLimits.textCharacters) characters"
            faults.append(RowFault(line: place, column: 0, field: field, reason: reason))
        }
        if description.utf8.count > CatalogLimits.descriptionBytes {
            let reason = "must be at most \(CatalogLimits.descriptionBytes) bytes"
            faults.append(RowFault(line: place, column: 0, field: "description", reason: reason))
        }
        let addresses = images(of: source, place: place, &faults)
        guard let handle = handle(of: title, id: source.id) else {
            faults.append(RowFault(line: place, column: 0, field: "title", reason: "no handle can be made of the title"))
            return nil
        }
        return Product(
            handle: handle, title: title, descriptionHTML: description, vendor: singleLine(source.brand ?? ""),
            category: singleLine(source.category ?? ""), tags: (source.tags ?? []).map { singleLine($0) }.filter { !$0.isEmpty },
            images: addresses.map { ProductImage(url: $0, alt: title) }, variants: [])
    }

    private mutating func variant(of source: DummyJSONProduct, place: Int, _ faults: inout [RowFault]) -> Variant? {
        let price = Money(decimal: source.price.description, currency: currency)
        if price.map({ $0.amount >= 0 }) != true {
            let reason = "must be an amount of \(currency), without a sign and with no more decimals than it has"
            faults.append(RowFault(line: place, column: 0, field: "price", reason: reason))
        }
        let sku = source.sku.flatMap { $0.isEmpty ? nil : $0 } ?? source.id.map { "dummyjson-\($0)" }
        guard let sku = sku.flatMap({ SKU($0) }) else {
            let reason = "must be 1 to \(SKU.maximumLength) visible ASCII characters without a slash or a space"
            faults.append(RowFault(line: place, column: 0, field: "sku", reason: reason))
            return nil
        }
        if let first = skus.updateValue(place, forKey: sku) {
            faults.append(RowFault(line: place, column: 0, field: "sku", reason: "the SKU \(sku) is that of product \(first) already"))
        }
        guard let price else { return nil }
        return Variant(sku: sku, price: price, availability: (source.stock ?? 0) > 0 ? .inStock : .soldOut)
    }

    private func images(of source: DummyJSONProduct, place: Int, _ faults: inout [RowFault]) -> [String] {
        let listed = source.images ?? []
        let addresses = listed.isEmpty ? [source.thumbnail].compactMap { $0 } : listed
        if addresses.count > CatalogLimits.images || !addresses.allSatisfy({ isImageAddress($0) }) {
            let reason = "must be at most \(CatalogLimits.images) http or https addresses"
            faults.append(RowFault(line: place, column: 0, field: "images", reason: reason))
        }
        return addresses
    }

    private mutating func handle(of title: String, id: Int?) -> String? {
        let readable = String(slug(title).prefix(CatalogLimits.handleCharacters - 24))
        guard !readable.isEmpty else { return nil }
        if handles.insert(readable).inserted { return readable }
        guard let id, case let numbered = "\(readable)-\(id)", handles.insert(numbered).inserted else { return nil }
        return numbered
    }

    // MARK: Faults

    private func fault(_ place: Int, in error: any Error, subject: String) -> RowFault {
        switch error {
        case DecodingError.keyNotFound(let key, _):
            RowFault(line: place, column: 0, field: key.stringValue, reason: "\(subject) has no “\(key.stringValue)”")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            RowFault(
                line: place, column: 0, field: context.codingPath.last?.stringValue, reason: "\(subject) has a value of another type here")
        default:
            RowFault(line: place, column: 0, reason: "\(subject) is not valid JSON")
        }
    }
}
