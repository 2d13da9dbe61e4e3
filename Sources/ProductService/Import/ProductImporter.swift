package import CatalogImport
package import NIOCore
import ProductAPI

/// Imports a catalogue file while it streams in: a few products are held at a time, each batch is one transaction.
///
/// A broken connection leaves the batches that were complete. To import the file again does no harm.
package struct ProductImporter: Sendable {
    /// What is parsed at once, in bytes, however large the pieces are that arrive.
    private static let pieceSize = 32 * 1024
    /// Variants in one transaction, so that products with thousands of them do not hold the database for long.
    private static let maximumVariants = 500

    private let catalog: Catalog
    private let catalogChanged: @Sendable () -> Void

    /// - Parameter catalogChanged: called after each commit.
    package init(catalog: Catalog, catalogChanged: @escaping @Sendable () -> Void) {
        self.catalog = catalog
        self.catalogChanged = catalogChanged
    }

    /// Throws ``ImportTooLarge`` as soon as more bytes than allowed have come, and whatever `body` or the database throws.
    package func run<Body: AsyncSequence>(
        _ body: Body, format: CatalogFormat, dryRun: Bool, _ settings: ProductConfig
    ) async throws -> ImportReport where Body.Element == ByteBuffer {
        var parser = format.makeImporter(currency: settings.importCurrency)
        var report = ImportReport(dryRun: dryRun)
        var pending: [ImportedProduct] = []
        var received = 0
        for try await var buffer in body {
            received += buffer.readableBytes
            guard received <= settings.importLimit else { throw ImportTooLarge(limit: settings.importLimit) }
            while let piece = buffer.readSlice(length: min(buffer.readableBytes, Self.pieceSize)), piece.readableBytes > 0 {
                collect(parser.feed(piece.readableBytesView), into: &pending, &report)
                try await flush(&pending, &report, format, batch: settings.importBatch)
            }
        }
        collect(parser.finish(), into: &pending, &report)
        try await flush(&pending, &report, format, batch: settings.importBatch)
        try await write(pending[...], &report, format)
        return report
    }

    private func collect(_ events: [ImportEvent], into pending: inout [ImportedProduct], _ report: inout ImportReport) {
        for event in events {
            switch event {
            case .product(let product): pending.append(product)
            case .rejected(let fault): report.record(fault)
            case .skipped(let row): report.record(row)
            }
        }
    }

    /// Writes all full batches.
    private func flush(
        _ pending: inout [ImportedProduct], _ report: inout ImportReport, _ format: CatalogFormat, batch: Int
    ) async throws {
        var start = pending.startIndex
        var variants = 0
        for index in pending.indices {
            variants += pending[index].product.variants.count
            guard index + 1 - start >= batch || variants >= Self.maximumVariants else { continue }
            try await write(pending[start...index], &report, format)
            start = index + 1
            variants = 0
        }
        pending.removeFirst(start)
    }

    private func write(_ products: ArraySlice<ImportedProduct>, _ report: inout ImportReport, _ format: CatalogFormat) async throws {
        guard !products.isEmpty else { return }
        let entries = products.map { CatalogEntry(product: $0.product, stock: $0.stock) }
        let outcomes = try await report.dryRun ? catalog.plan(entries) : catalog.upsert(entries)
        for (product, outcome) in zip(products, outcomes) {
            switch outcome {
            case .created: report.created += 1
            case .updated: report.updated += 1
            case .unchanged: report.unchanged += 1
            case .rejected(let fault): report.record(RowFault(fault, in: product, format))
            }
        }
        if !report.dryRun { catalogChanged() }
    }
}

/// More bytes came than an import may have.
package struct ImportTooLarge: Error, Equatable {
    /// Bytes.
    package let limit: Int
}

extension RowFault {
    /// A fault that only the catalogue could find, at the first line of the product.
    fileprivate init(_ fault: CatalogFault, in product: ImportedProduct, _ format: CatalogFormat) {
        let column = format == .csv ? 1 : 0
        let handle = product.product.handle
        switch fault {
        case .invalid(let reason):
            self.init(line: product.line, column: column, reason: "The product '\(handle)' \(reason).")
        case .skuTaken(let sku, let owner):
            self.init(
                line: product.line, column: column, field: "SKU",
                reason: "The SKU '\(sku)' of '\(handle)' belongs to the product '\(owner)' already.")
        }
    }
}
