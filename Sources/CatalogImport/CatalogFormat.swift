package import Commerce

/// The formats a catalogue can be imported from.
package enum CatalogFormat: String, Sendable, CaseIterable {
    /// Shopify's product CSV, by its old and its present headings, and Spree's.
    case csv
    /// The products of DummyJSON.
    case json

    /// Goes by the file name's extension.
    package init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: "."), let format = Self(rawValue: fileName[dot...].dropFirst().lowercased()) else {
            return nil
        }
        self = format
    }

    /// Goes by a `Content-Type`, whose parameters do not matter.
    package init?(contentType: String) {
        let mediaType = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch mediaType {
        case "text/csv", "application/csv": self = .csv
        case "application/json": self = .json
        default: return nil
        }
    }

    package var contentType: String {
        switch self {
        case .csv: "text/csv"
        case .json: "application/json"
        }
    }

    /// An importer for one file, whose prices are in `currency`.
    package func makeImporter(currency: Currency) -> any CatalogImporter {
        switch self {
        case .csv: ShopifyImporter(currency: currency)
        case .json: DummyJSONImporter(currency: currency)
        }
    }
}
