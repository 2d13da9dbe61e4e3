package import ProductAPI

extension Availability {
    /// What shoppers are told of that many units.
    package init(units: Int, lowStockThreshold: Int) {
        self = units <= 0 ? .soldOut : units <= lowStockThreshold ? .lowStock : .inStock
    }
}
