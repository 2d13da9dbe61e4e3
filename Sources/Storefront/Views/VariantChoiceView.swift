import Commerce
import ProductAPI

/// One variant to choose.
struct VariantChoiceView: Sendable {
    let sku: String
    let label: String
    /// Nil where all variants cost the same.
    let price: String?
    let remark: String?
    let isSoldOut: Bool
    let isChosen: Bool

    init(_ variant: Variant, label: String, showsPrice: Bool, chosen: SKU?) {
        sku = variant.sku.rawValue
        self.label = label
        price = showsPrice ? variant.price.display : nil
        isSoldOut = variant.availability == .soldOut
        isChosen = variant.sku == chosen
        remark =
            switch variant.availability {
            case .soldOut: "sold out"
            case .lowStock: "few left"
            case .inStock: nil
            }
    }
}

/// Variants that share the value of the first option, such as all sizes of `Red`.
struct VariantGroupView: Sendable {
    /// Nil where there is only one option.
    let name: String?
    let choices: [VariantChoiceView]

    /// Groups in the order in which their first variants come.
    static func groups(of product: Product, showsPrice: Bool, chosen: SKU?) -> [VariantGroupView] {
        func choice(_ variant: Variant, _ label: String) -> VariantChoiceView {
            VariantChoiceView(variant, label: label, showsPrice: showsPrice, chosen: chosen)
        }
        let isGrouped = product.options.count > 1 && product.variants.allSatisfy { $0.optionValues.count == product.options.count }
        guard isGrouped else {
            return [VariantGroupView(name: nil, choices: product.variants.map { choice($0, $0.title) })]
        }
        var names: [String] = []
        var members: [String: [VariantChoiceView]] = [:]
        for variant in product.variants {
            let name = variant.optionValues[0]
            if members[name] == nil { names.append(name) }
            members[name, default: []].append(choice(variant, variant.optionValues.dropFirst().joined(separator: " / ")))
        }
        return names.map { VariantGroupView(name: $0, choices: members[$0] ?? []) }
    }
}
