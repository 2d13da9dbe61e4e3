import CatalogImport
import Commerce
import Foundation
import ProductAPI
import Testing

/// Everything an importer says about one file.
struct Imported: Equatable {
    var events: [ImportEvent] = []

    var products: [Product] { imports.map(\.product) }
    var imports: [ImportedProduct] { events.compactMap { if case .product(let product) = $0 { product } else { nil } } }
    var faults: [RowFault] { events.compactMap { if case .rejected(let fault) = $0 { fault } else { nil } } }
    var skipped: [SkippedRow] { events.compactMap { if case .skipped(let row) = $0 { row } else { nil } } }
}

/// Feeds the whole text to an importer in pieces of at most `chunk` bytes.
func imported(_ bytes: some Collection<UInt8>, format: CatalogFormat = .csv, currency: Currency = .usd, chunk: Int = 4096) -> Imported {
    var importer = format.makeImporter(currency: currency)
    var events: [ImportEvent] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        events += importer.feed(Array(rest.prefix(chunk)))
        rest = rest.dropFirst(chunk)
    }
    return Imported(events: events + importer.finish())
}

func imported(_ text: String, format: CatalogFormat = .csv, currency: Currency = .usd) -> Imported {
    imported(Array(text.utf8), format: format, currency: currency)
}

/// A product CSV with the usual headings, in a fixed order; the rows give the rest of each line.
func shopify(_ rows: String...) -> String {
    let header =
        "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src"
    return ([header] + rows).joined(separator: "\n") + "\n"
}

/// A file of the project's own catalogue data.
func catalogueFile(_ path: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: root.appending(path: "data/catalogue/\(path)")))
}
