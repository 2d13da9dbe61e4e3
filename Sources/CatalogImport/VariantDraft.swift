import Commerce
import ProductAPI

/// A variant as its row has it, before the product's other rows are known.
struct VariantDraft: Sendable {
    let line: Int
    /// Blank where the product has fewer options.
    let optionValues: [String]
    let namesOption: Bool
    /// Nil when the field is blank: then it is derived.
    let sku: SKU?
    let price: Money?
    let compareAtPrice: Money?
    let quantity: Int?
    /// To be reported if the row turns out to be a variant.
    let missingPrice: RowFault
    let optionPosition: RowFault
    let skuPosition: RowFault

    init(_ row: ShopifyRow, currency: Currency, _ faults: inout [RowFault]) {
        line = row.line
        optionValues = ShopifyColumn.optionValues.map { row.shortText($0, &faults) }
        namesOption = !row.isBlank(ShopifyColumn.optionNames)
        price = row.money(.price, in: currency, &faults)
        compareAtPrice = row.money(.compareAtPrice, in: currency, &faults)
        quantity = row.integer(.quantity, &faults).map { max(0, $0) }
        missingPrice = row.fault(.price, "the variant has no price")
        optionPosition = row.fault(.optionValue1, "")
        skuPosition = row.fault(.sku, "")
        let skuText = row.text(.sku)
        sku = SKU(String(skuText))
        if sku == nil, !skuText.isEmpty {
            faults.append(row.fault(.sku, "must be 1 to \(SKU.maximumLength) visible ASCII characters without a slash or a space"))
        }
    }

    var hasOptionValue: Bool { optionValues.contains { !$0.isEmpty } }

    /// Whether this can be a row that stands for the product only, as Spree writes one ahead of the variants.
    var canBeMaster: Bool { !hasOptionValue && !namesOption && (price?.amount ?? 0) == 0 }

    /// The former price, where the variant really is reduced.
    var reducedFrom: Money? {
        guard let compareAtPrice, let price, compareAtPrice.amount > price.amount else { return nil }
        return compareAtPrice
    }

    func optionFault(_ reason: String) -> RowFault { optionPosition.with(reason: reason) }
    func skuFault(_ reason: String) -> RowFault { skuPosition.with(reason: reason) }
}

extension RowFault {
    fileprivate func with(reason: String) -> RowFault { RowFault(line: line, column: column, field: field, reason: reason) }
}
