package import Commerce
import HotConfig

/// What shipping and tax cost. Amounts are minor units of ``currency``. Keys: `currency`, `shipping.*`, `tax.*`.
package struct PricingRules: Sendable, Equatable {
    package let currency: Currency
    package let shippingFlat: Money
    /// A subtotal from this amount on is shipped for nothing.
    package let shippingFreeFrom: Money
    package let taxes: TaxRates
    /// The country whose tax is shown while the address is not known.
    package let homeCountry: String

    package init(currency: Currency, shippingFlat: Money, shippingFreeFrom: Money, taxes: TaxRates, homeCountry: String) {
        self.currency = currency
        self.shippingFlat = shippingFlat
        self.shippingFreeFrom = shippingFreeFrom
        self.taxes = taxes
        self.homeCountry = homeCountry
    }

    init(_ fields: inout ConfigFields) {
        let code = fields.string("currency", default: "USD", maxLength: 3, "The shop's ISO 4217 currency; every price must be in it.")
        let currency = Currency(code) ?? .usd
        fields.require(Currency(code) != nil, keys: ["currency"], "must be a three-letter ISO 4217 code")
        let flat = fields.integer(
            "shipping.flat", default: 599, in: 0...100_000_000, "What shipping costs, in minor units of the currency.")
        let freeFrom = fields.integer(
            "shipping.free-from", default: 5_000, in: 0...1_000_000_000,
            "The subtotal from which shipping is free, in minor units of the currency; 0 makes it always free.")
        let fallback = fields.integer(
            "tax.default", default: 0, in: 0...10_000, "The tax of countries that have no rate of their own, in basis points.")
        let entries = fields.list(
            "tax.rates", default: ["US=825"], "The tax of a country in basis points, as COUNTRY=RATE: US=825 is 8.25 %.")
        let rates = TaxRates(entries: entries, fallback: fallback)
        taxes = rates ?? TaxRates(byCountry: [:], fallback: fallback)
        fields.require(
            rates != nil, keys: ["tax.rates"],
            "each entry must be COUNTRY=RATE: a two-letter ISO 3166 country, at most once, and its rate from 0 to 10000")
        let home = fields.string(
            "tax.home", default: "US", maxLength: 2, "The two-letter country whose tax is shown while the address is not known.")
        fields.require(TaxRates.isCountry(home), keys: ["tax.home"], "must be a two-letter ISO 3166 country code")
        homeCountry = home
        self.currency = currency
        shippingFlat = Money(flat, currency)
        shippingFreeFrom = Money(freeFrom, currency)
    }
}
