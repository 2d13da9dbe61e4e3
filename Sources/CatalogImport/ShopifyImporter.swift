package import Commerce
import ProductAPI

/// Reads Shopify's product CSV: columns by heading in any order, consecutive rows with one handle as one product.
///
/// What it makes of what merchants' files really hold:
/// - **No SKU**: one is derived from handle and option values, the same at every import.
/// - **No inventory tracker**: Shopify would sell without counting; this shop always counts, so the quantity holds as it is given.
///   A blank quantity leaves the present stock alone; a negative one, which Shopify has after overselling, counts as zero.
/// - **Drafts, archived and unpublished products** are skipped and reported: the catalogue has no hidden products.
/// - **Rows with only a picture** add the picture. Rows with only a handle, as in Shopify's template, are skipped and reported.
/// - **Several currencies** (Spree): rows in another than the shop's are skipped and reported.
/// - **A leading row without option and price** ahead of variants that have options (Spree's master) is not a variant.
package struct ShopifyImporter: CatalogImporter {
    private enum Phase: Sendable {
        case header
        case rows(ShopifyHeader)
        /// The header made no sense; everything behind it is read over.
        case unusable
    }

    private let currency: Currency
    private var reader: CSVReader
    private var phase = Phase.header
    private var group: ProductGroup?
    private var handles = SeenInFile()
    private var skus = SeenInFile()
    private var events: [ImportEvent] = []

    /// Prices are taken to be in `currency`.
    package init(currency: Currency, limits: CSVLimits = CSVLimits()) {
        self.currency = currency
        reader = CSVReader(limits: limits)
    }

    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [ImportEvent] {
        if case .unusable = phase { return [] }
        for event in reader.feed(bytes) { take(event) }
        return takeEvents()
    }

    package mutating func finish() -> [ImportEvent] {
        for event in reader.finish() { take(event) }
        closeGroup()
        if case .header = phase { reject([RowFault(line: 1, column: 1, reason: "the file is empty")]) }
        phase = .unusable
        return takeEvents()
    }

    private mutating func takeEvents() -> [ImportEvent] {
        defer { events = [] }
        return events
    }

    private mutating func reject(_ faults: [RowFault]) { events += faults.map(ImportEvent.rejected) }

    private mutating func take(_ event: CSVEvent) {
        switch (phase, event) {
        case (.unusable, _): break
        case (.header, .fault(let fault)):
            reject([fault])
            phase = .unusable
        case (.header, .row(let row)): readHeader(row)
        case (.rows, .fault(let fault)):
            // It cannot be told whose row it was: the product under way is not known to be whole.
            reject([fault])
            group?.isRejected = true
        case (.rows(let header), .row(let row)): take(ShopifyRow(row, header: header))
        }
    }

    private mutating func readHeader(_ row: CSVRow) {
        do {
            phase = .rows(try ShopifyHeader(row))
        } catch {
            reject(error.faults)
            phase = .unusable
        }
    }

    // MARK: Products

    private mutating func take(_ row: ShopifyRow) {
        if let reason = reasonToSkip(row) {
            return events.append(.skipped(SkippedRow(line: row.line, handle: String(row.handle.prefix(80)), reason: reason)))
        }
        if group?.handle != row.handle {
            closeGroup()
            openGroup(with: row)
        }
        guard var current = group.take() else { return }
        let faults = current.add(row)
        reject(faults)
        if !faults.isEmpty { current.isRejected = true }
        group = current
    }

    private func reasonToSkip(_ row: ShopifyRow) -> String? {
        guard row.shapeFault == nil else { return nil }
        if !row.carriesData { return "the row has no product data" }
        let rowCurrency = row.text(.currency)
        if !rowCurrency.isEmpty, rowCurrency.uppercased() != currency.code {
            return "its price is in \(singleLine(rowCurrency.prefix(8))), not in \(currency)"
        }
        return nil
    }

    private mutating func openGroup(with row: ShopifyRow) {
        let handle = row.handle
        var opened = ProductGroup(handle: handle, line: row.line, currency: currency)
        if !Self.isHandle(handle) {
            let reason = "must be 1 to \(CatalogLimits.handleCharacters) letters, digits and hyphens"
            reject([row.fault(.handle, handle.isEmpty ? "the row has no handle" : reason)])
            opened.isRejected = true
        } else if let line = handles.insert(handle, line: row.line) {
            reject([row.fault(.handle, "the handle has rows from line \(line) on already; the rows of a product must stand together")])
            opened.isRejected = true
        }
        group = opened
    }

    private static func isHandle(_ text: String) -> Bool {
        (1...CatalogLimits.handleCharacters).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { $0.isASCIIDigit || ($0.isASCIILetter && $0.lowercasedASCII == $0) || $0 == UInt8(ascii: "-") }
    }

    private mutating func closeGroup() {
        guard let closed = group.take() else { return }
        if let reason = closed.skipReason {
            if !closed.isRejected { events.append(.skipped(SkippedRow(line: closed.line, handle: closed.handle, reason: reason))) }
            return
        }
        guard !closed.isRejected else { return }
        do {
            let imported = try closed.assemble()
            let repeated = repeatedSKUs(imported, in: closed)
            reject(repeated)
            if repeated.isEmpty { events.append(.product(imported)) }
        } catch {
            reject(error.faults)
        }
    }

    private mutating func repeatedSKUs(_ imported: ImportedProduct, in closed: ProductGroup) -> [RowFault] {
        var faults: [RowFault] = []
        for (variant, draft) in zip(imported.product.variants, closed.soldVariants) {
            guard let line = skus.insert(variant.sku.rawValue, line: draft.line) else { continue }
            faults.append(draft.skuFault("the SKU \(variant.sku) is used in line \(line) already"))
        }
        return faults
    }
}
