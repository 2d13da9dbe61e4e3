import Commerce
import HotConfig
import OrderAPI
import OrderService
import ProductAPI
import TestKit
import Testing

@Suite struct OrderPricingTests {
    private let pricing = OrderPricing(
        rules: PricingRules(
            currency: .usd, shippingFlat: Money(599, .usd), shippingFreeFrom: Money(5_000, .usd),
            taxes: TaxRates(byCountry: ["US": 825, "DE": 1_900], fallback: 0), homeCountry: "US"))

    private func quote(_ sku: String, _ price: Int, _ currency: Currency = .usd) throws -> (SKU, Quote) {
        let sku = try #require(SKU(sku))
        return (
            sku,
            Quote(
                sku: sku, handle: "h", productTitle: "T", variantTitle: "V", image: nil, price: Money(price, currency),
                availability: .inStock)
        )
    }

    @Test func linesAddUpWithShippingAndTax() throws {
        let (mug, mugQuote) = try quote("MUG", 1_250)
        let (pen, penQuote) = try quote("PEN", 199)
        let lines = [StockLine(sku: mug, quantity: 2), StockLine(sku: pen, quantity: 1)]
        let items = try pricing.items(lines, quotes: [mug: mugQuote, pen: penQuote])
        let totals = try pricing.totals(items.map(\.lineTotal), country: "US")
        // 8.25 % of 26.99 is 2.226675.
        #expect(
            totals
                == OrderTotals(subtotal: Money(2_699, .usd), shipping: Money(599, .usd), tax: Money(223, .usd), total: Money(3_521, .usd)))
    }

    @Test func shippingIsFreeFromTheThresholdOn() throws {
        #expect(try pricing.totals([Money(4_999, .usd)], country: "FR").shipping == Money(599, .usd))
        #expect(try pricing.totals([Money(5_000, .usd)], country: "FR").shipping == Money(0, .usd))
        #expect(try pricing.totals([], country: "US").total == Money(0, .usd))
    }

    @Test func whateverIsOrderedTheTotalIsTheSumOfItsParts() throws {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let lines = (0..<Int.random(in: 0...5, using: &generator)).map { _ in Money(.random(in: 0...1_000_000, using: &generator), .usd)
            }
            let country = try #require(["US", "DE", "FR"].randomElement(using: &generator))
            let totals = try pricing.totals(lines, country: country)
            #expect(totals.total.amount == totals.subtotal.amount + totals.shipping.amount + totals.tax.amount, "seed \(seed)")
            #expect(totals.subtotal.amount == lines.reduce(0) { $0 + $1.amount }, "seed \(seed)")
        }
    }

    @Test func whatCannotBePricedIsNamed() throws {
        let (mug, mugQuote) = try quote("MUG", Int.max)
        let (pen, penQuote) = try quote("PEN", 199, .eur)
        #expect(throws: PricingFault.unknownSKU(line: 0)) { try pricing.items([StockLine(sku: mug, quantity: 1)], quotes: [:]) }
        #expect(throws: PricingFault.foreignCurrency(line: 0)) {
            try pricing.items([StockLine(sku: pen, quantity: 1)], quotes: [pen: penQuote])
        }
        #expect(throws: PricingFault.tooMuch) { try pricing.items([StockLine(sku: mug, quantity: 2)], quotes: [mug: mugQuote]) }
    }

    @Test func theConfigurationIsReadAndEveryFaultNamed() throws {
        let defaults = HotConfig<OrderConfig>.fixed().current.value
        #expect(defaults.pricing.taxes.basisPoints(for: "US") == 825)
        #expect(defaults.cart.lifetime == .seconds(30 * 24 * 3600))
        let euros = try HotConfig<OrderConfig>.fixed(["currency": "EUR", "tax.rates": "DE=1900, FR=2000", "shipping.flat": "0"])
        #expect(euros.current.value.pricing.taxes.byCountry == ["DE": 1_900, "FR": 2_000])
        let faults = #expect(throws: ConfigFaults.self) {
            try HotConfig<OrderConfig>.fixed([
                "currency": "usd", "tax.rates": "US=825, US=1", "tax.home": "usa", "saga.backoff.first": "2s",
                "saga.backoff.maximum": "1s", "cart.ttl": "1s",
            ])
        }
        let keys = Set(faults?.faults.map(\.key) ?? [])
        #expect(
            keys.isSuperset(of: ["currency", "tax.rates", "tax.home", "saga.backoff.first, saga.backoff.maximum", "cart.ttl"]), "\(keys)")
    }
}
