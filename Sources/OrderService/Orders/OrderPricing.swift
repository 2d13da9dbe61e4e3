package import Commerce
package import OrderAPI
package import ProductAPI

/// What an order costs, from quotes and rules alone, in integer minor units.
package struct OrderPricing: Sendable {
    package let rules: PricingRules

    package init(rules: PricingRules) {
        self.rules = rules
    }

    /// The lines at their quoted prices. Throws ``PricingFault`` for the first line that has no price in the shop's currency.
    package func items(_ lines: [StockLine], quotes: [SKU: Quote]) throws(PricingFault) -> [OrderItem] {
        var items: [OrderItem] = []
        for (index, line) in lines.enumerated() {
            guard let quote = quotes[line.sku] else { throw .unknownSKU(line: index) }
            guard quote.price.currency == rules.currency else { throw .foreignCurrency(line: index) }
            do {
                items.append(
                    OrderItem(
                        sku: line.sku, quantity: line.quantity, title: quote.productTitle, variantTitle: quote.variantTitle,
                        price: quote.price, lineTotal: try quote.price.multiplied(by: line.quantity)))
            } catch {
                throw .tooMuch
            }
        }
        return items
    }

    /// The totals of priced lines: `subtotal + shipping + tax = total`, to the minor unit. Nothing to ship costs no shipping.
    package func totals(_ lineTotals: [Money], country: String) throws(PricingFault) -> OrderTotals {
        do {
            var subtotal = Money.zero(rules.currency)
            for lineTotal in lineTotals { subtotal = try subtotal.adding(lineTotal) }
            let isFree = lineTotals.isEmpty || subtotal.amount >= rules.shippingFreeFrom.amount
            let shipping = isFree ? .zero(rules.currency) : rules.shippingFlat
            let tax = try subtotal.share(basisPoints: rules.taxes.basisPoints(for: country))
            return OrderTotals(subtotal: subtotal, shipping: shipping, tax: tax, total: try subtotal.adding(shipping).adding(tax))
        } catch {
            throw .tooMuch
        }
    }
}

/// Why lines cannot be priced. `line` counts from 0.
package enum PricingFault: Error, Equatable {
    case unknownSKU(line: Int)
    case foreignCurrency(line: Int)
    /// The sum does not fit any amount of money.
    case tooMuch
}
