/// An amount of money in integer minor units (cents) of one currency. There is no floating point anywhere in the shop.
package struct Money: Codable, Hashable, Sendable {
    /// Minor units of ``currency``: 1999 is 19.99 US dollars.
    package let amount: Int
    package let currency: Currency

    package init(_ amount: Int, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    package static func zero(_ currency: Currency) -> Money { Money(0, currency) }

    /// The sum. Throws ``MoneyError`` when the currencies differ or the result does not fit.
    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try checkCurrency(other)
        let (sum, overflow) = amount.addingReportingOverflow(other.amount)
        guard !overflow else { throw .overflow }
        return Money(sum, currency)
    }

    /// The difference. Throws ``MoneyError`` when the currencies differ or the result does not fit.
    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try checkCurrency(other)
        let (difference, overflow) = amount.subtractingReportingOverflow(other.amount)
        guard !overflow else { throw .overflow }
        return Money(difference, currency)
    }

    /// The price of `quantity` units. Throws ``MoneyError/overflow`` when it does not fit.
    package func multiplied(by quantity: Int) throws(MoneyError) -> Money {
        let (product, overflow) = amount.multipliedReportingOverflow(by: quantity)
        guard !overflow else { throw .overflow }
        return Money(product, currency)
    }

    /// A share in basis points (1 bp = 0.01 %), rounded half away from zero: 8.25 % tax is 825.
    package func share(basisPoints: Int) throws(MoneyError) -> Money {
        let (product, overflow) = amount.multipliedReportingOverflow(by: basisPoints)
        guard !overflow else { throw .overflow }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 10_000)
        let roundsAway = abs(remainder) >= 5_000
        return Money(roundsAway ? quotient + product.signum() : quotient, currency)
    }

    private func checkCurrency(_ other: Money) throws(MoneyError) {
        guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
    }
}

/// Why money could not be computed.
package enum MoneyError: Error, Equatable {
    case currencyMismatch(Currency, Currency)
    case overflow
}
