package import Commerce
package import ProductAPI

/// What an order asks of the inventory.
package enum StockRequest: Sendable, Equatable {
    /// Sets all lines aside, or none. Lines of the same SKU are added up.
    case reserve(OrderID, [StockLine])
    /// The held units leave the stock.
    case commit(OrderID)
    /// Everything goes back, and the order is closed for ever.
    case release(OrderID)
    /// Everything goes back if the hold has run out; the order may reserve again.
    case expire(OrderID)

    package var order: OrderID {
        switch self {
        case .reserve(let order, _), .commit(let order), .release(let order), .expire(let order): order
        }
    }

    /// The SKUs the request names by itself.
    package var skus: [SKU] {
        switch self {
        case .reserve(_, let lines): lines.map(\.sku)
        case .commit, .release, .expire: []
        }
    }
}

/// The answer to a ``StockRequest``.
package enum StockAnswer: Sendable, Equatable {
    case reserved(Reservation)
    case outOfStock([ShortLine])
    /// To reserve and commit: the order was released before.
    case closed
    case committed
    /// To a commit: there is no hold any more.
    case lapsed
    case released
    /// To an expiry: whether there was a hold that had run out.
    case expired(Bool)
}

// MARK: Names for metrics

extension StockRequest {
    var name: String {
        switch self {
        case .reserve: "reserve"
        case .commit: "commit"
        case .release: "release"
        case .expire: "expire"
        }
    }
}

extension StockAnswer {
    var name: String {
        switch self {
        case .reserved: "reserved"
        case .outOfStock: "out_of_stock"
        case .closed: "closed"
        case .committed: "committed"
        case .lapsed: "lapsed"
        case .released: "released"
        case .expired: "expired"
        }
    }
}
