import Commerce
import Foundation
import ProductAPI
import Storage

extension Catalog {
    /// Puts products into the catalogue, all in one transaction; a rejected one leaves no trace. One outcome for each, in order.
    package func upsert(_ entries: [CatalogEntry]) async throws -> [UpsertOutcome] {
        let instant = now().milliseconds
        return try await database.guardedWrite { connection in
            try entries.map { try Self.upsert($0, at: instant, connection) }
        }
    }

    /// What ``upsert(_:)`` would do with each product, on the catalogue as it is.
    package func plan(_ entries: [CatalogEntry]) async throws -> [UpsertOutcome] {
        try await database.read { connection in
            try entries.map { entry in
                do {
                    let change = try Change(entry, connection)
                    return try change.isEmpty && !hasNewStock(entry, connection) ? .unchanged : change.isNew ? .created : .updated
                } catch let fault as CatalogFault {
                    return .rejected(fault)
                }
            }
        }
    }

    private static func upsert(_ entry: CatalogEntry, at now: Int, _ connection: any DatabaseConnection) throws -> UpsertOutcome {
        do {
            // Everything that can be refused is refused here, before the first write.
            let change = try Change(entry, connection)
            try change.apply(at: now, connection)
            let owned = Set(entry.product.variants.map(\.sku))
            var stockChanged = false
            for (sku, units) in entry.stock.sorted(by: { $0.key < $1.key }) where owned.contains(sku) {
                let (_, changed) = try StockTable.setOnHand(units, of: sku, connection)
                stockChanged = stockChanged || changed
            }
            return change.isNew ? .created : change.isEmpty && !stockChanged ? .unchanged : .updated
        } catch let fault as CatalogFault {
            return .rejected(fault)
        }
    }
}

/// Whether the entry brings a stock that differs from what is on hand.
private func hasNewStock(_ entry: CatalogEntry, _ connection: any DatabaseConnection) throws -> Bool {
    let rows = try StockTable.load(entry.stock.keys.sorted(), connection)
    let onHand = Dictionary(rows.map { ($0.sku, $0.onHand) }) { first, _ in first }
    return entry.stock.contains { onHand[$0.key] != $0.value }
}

/// The difference between a product as it is stored and as it shall be.
private struct Change {
    let record: ProductRecord
    let before: Product?
    let isEmpty: Bool

    var isNew: Bool { before == nil }

    /// Throws ``CatalogFault``.
    init(_ entry: CatalogEntry, _ connection: any DatabaseConnection) throws {
        record = try ProductRecord(entry.product)
        try VariantTable.checkOwnership(of: entry.product, connection)
        let document = try ProductTable.document(of: entry.product.handle, connection)
        before = try document.map { try ProductRecord.product(document: $0) }
        isEmpty = document == record.document
    }

    func apply(at now: Int, _ connection: any DatabaseConnection) throws {
        guard !isEmpty else { return }
        let product = record.product
        if isNew {
            try ProductTable.insert(record, at: now, connection)
        } else {
            try ProductTable.update(record, at: now, connection)
        }
        try VariantTable.replace(before?.variants ?? [], with: product, connection)
        let formerTerms = before.map(SearchTerms.index) ?? [:]
        try TermTable.replace(formerTerms, with: SearchTerms.index(of: product), of: product.handle, connection)
    }
}
