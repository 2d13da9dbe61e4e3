package import Commerce

/// Prices and stock, as the order service uses them. Every call may be repeated with the same answer.
/// All of them throw `ServiceKit.OutboundError` when the answer cannot be had.
package protocol StockReserving: Sendable {
    /// The quotes of those SKUs that exist; unknown ones are missing from the answer.
    func quotes(for skus: [SKU]) async throws -> [SKU: Quote]

    /// Sets all lines aside for `order`, or none. Repeated for a held reservation it prolongs it.
    func reserve(_ lines: [StockLine], for order: OrderID) async throws -> ReserveOutcome

    /// Takes the held units out of stock for good.
    func commit(_ order: OrderID) async throws -> CommitOutcome

    /// Gives everything back, whatever the state, and closes the reservation for ever.
    func release(_ order: OrderID) async throws
}

/// The answer to a reservation.
package enum ReserveOutcome: Sendable, Equatable {
    case reserved(Reservation)
    /// The lines that were short. Nothing was reserved.
    case outOfStock([ShortLine])
    /// The reservation was released before: the order is over.
    case closed
}

/// The answer to a commit.
package enum CommitOutcome: Sendable, Equatable {
    case committed
    /// It expired before: reserve again, then commit.
    case lapsed
    /// The reservation was released before: the order is over.
    case closed
}
