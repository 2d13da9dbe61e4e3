import Commerce
import ProductAPI

extension ProductGroup {
    /// The product, once all its rows are there. Throws what is wrong between the rows.
    func assemble() throws(ProductFaults) -> ImportedProduct {
        let sold = soldVariants
        var faults = sold.filter { $0.price == nil }.map(\.missingPrice)
        if sold.count > CatalogLimits.variants {
            faults.append(sold[0].skuFault("a product may have at most \(CatalogLimits.variants) variants"))
        }
        if images.count > CatalogLimits.images {
            faults.append(sold[0].skuFault("a product may have at most \(CatalogLimits.images) pictures"))
        }
        let options = options(of: sold, &faults)
        guard faults.isEmpty else { throw ProductFaults(faults: faults) }
        let variants = variants(of: sold, options: options, &faults)
        guard faults.isEmpty else { throw ProductFaults(faults: faults) }
        let product = Product(
            handle: handle, title: title, descriptionHTML: descriptionHTML, vendor: vendor, category: category, tags: tags,
            options: options.map(\.option), images: images, variants: variants)
        var stock: [SKU: Int] = [:]
        for (variant, draft) in zip(variants, sold) { stock[variant.sku] = draft.quantity }
        return ImportedProduct(product: product, stock: stock, line: line)
    }

    /// The rows that are variants: all but a leading one that stands for the product only.
    var soldVariants: [VariantDraft] {
        guard let first = variants.first, first.canBeMaster, variants.dropFirst().contains(where: \.hasOptionValue) else { return variants }
        return Array(variants.dropFirst())
    }

    // MARK: Options

    private struct IndexedOption {
        /// Which of the file's three options it is, from 0.
        let index: Int
        let option: ProductOption
    }

    private func options(of drafts: [VariantDraft], _ faults: inout [RowFault]) -> [IndexedOption] {
        if isWithoutOptions(drafts) { return [] }
        return optionNames.indices.compactMap { index in
            var values: [String] = []
            var seen: Set<String> = []
            for value in drafts.map(\.optionValues[index]) where !value.isEmpty && seen.insert(value).inserted { values.append(value) }
            let name = optionNames[index]
            if name.isEmpty, let first = drafts.first(where: { !$0.optionValues[index].isEmpty }) {
                faults.append(first.optionFault("option \(index + 1) has a value but no name in the product's first row"))
            }
            guard !name.isEmpty else { return nil }
            for draft in drafts where draft.optionValues[index].isEmpty {
                faults.append(draft.optionFault("the variant has no value for the option “\(name)”"))
            }
            return IndexedOption(index: index, option: ProductOption(name: name, values: values))
        }
    }

    /// Shopify writes a product without options as one variant with `Title` = `Default Title`.
    private func isWithoutOptions(_ drafts: [VariantDraft]) -> Bool {
        guard drafts.count == 1, let values = drafts.first?.optionValues, values.dropFirst().allSatisfy(\.isEmpty) else { return false }
        return values[0].isEmpty || values[0].lowercased() == "default title"
    }

    // MARK: Variants

    private func variants(of drafts: [VariantDraft], options: [IndexedOption], _ faults: inout [RowFault]) -> [Variant] {
        var combinations: [[String]: Int] = [:]
        return drafts.compactMap { draft in
            let values = options.map { draft.optionValues[$0.index] }
            let combination = values.map { $0.lowercased() }
            if let line = combinations.updateValue(draft.line, forKey: combination) {
                faults.append(draft.optionFault("the product has the same variant in line \(line)"))
            }
            guard let price = draft.price else { return nil }
            guard let sku = draft.sku ?? DerivedSKU.make(handle: handle, optionValues: values) else {
                faults.append(draft.skuFault("no SKU can be derived from the handle and options; give it one"))
                return nil
            }
            return Variant(
                sku: sku, title: values.isEmpty ? "Default" : values.joined(separator: " / "), optionValues: values, price: price,
                compareAtPrice: draft.reducedFrom, availability: (draft.quantity ?? 0) > 0 ? .inStock : .soldOut)
        }
    }
}

/// What keeps a product out.
struct ProductFaults: Error {
    let faults: [RowFault]
}
