package import Commerce
package import ProductAPI

/// A cart as it is stored: what is in it, and the last known quote of each line for when the product service cannot be had.
package struct CartContents: Codable, Sendable, Equatable {
    package struct Line: Codable, Sendable, Equatable {
        package var sku: SKU
        package var quantity: Int
        package var quote: Quote
    }

    /// In the order in which they were first put in.
    package private(set) var lines: [Line] = []

    package init() {}

    package var stockLines: [StockLine] { lines.map { StockLine(sku: $0.sku, quantity: $0.quantity) } }

    package func line(_ sku: SKU) -> Line? { lines.first { $0.sku == sku } }

    /// Sets the quantity of a line, new or not.
    package mutating func set(_ quantity: Int, of quote: Quote) {
        let line = Line(sku: quote.sku, quantity: quantity, quote: quote)
        if let index = lines.firstIndex(where: { $0.sku == quote.sku }) { lines[index] = line } else { lines.append(line) }
    }

    package mutating func remove(_ sku: SKU) {
        lines.removeAll { $0.sku == sku }
    }

    package mutating func removeAll() {
        lines = []
    }

    /// With the quotes of this moment, where there are any.
    package func requoted(_ quotes: [SKU: Quote]) -> CartContents {
        var contents = self
        contents.lines = lines.map { Line(sku: $0.sku, quantity: $0.quantity, quote: quotes[$0.sku] ?? $0.quote) }
        return contents
    }
}
