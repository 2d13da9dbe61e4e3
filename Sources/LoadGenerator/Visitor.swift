import Commerce
package import OrderAPI
import PaymentAPI
package import ProductAPI

/// Everything about one arrival that chance decides, decided ahead, so that a seed repeats a run.
package struct Visitor: Sendable, Equatable {
    package enum Errand: Sendable, Equatable {
        case list(category: String?)
        case search(String)
        case product(handle: String)
        case cart(StockLine)
        case order(OrderRequest, key: String)
    }

    package let number: Int
    package let errand: Errand
    /// Decides how long the visitor waits between repetitions.
    package let seed: UInt64
}

/// Makes up the visitors of a run, in order.
package struct VisitorSource: Sendable {
    private let plan: LoadPlan
    private let catalogue: CatalogueSample
    private var generator: SplitMix64

    package init(plan: LoadPlan, catalogue: CatalogueSample) {
        self.plan = plan
        self.catalogue = catalogue
        generator = SplitMix64(seed: plan.seed)
    }

    package mutating func visitor(_ number: Int) -> Visitor {
        let errand: Visitor.Errand =
            switch plan.mix.pick(&generator) {
            case .list: .list(category: Bool.random(using: &generator) ? catalogue.categories.randomElement(using: &generator) : nil)
            case .search: .search(catalogue.words.randomElement(using: &generator) ?? "a")
            case .product: catalogue.handles.randomElement(using: &generator).map { .product(handle: $0) } ?? .list(category: nil)
            case .cart: line().map { .cart($0) } ?? .list(category: nil)
            case .order: order(number)
            }
        return Visitor(number: number, errand: errand, seed: generator.next())
    }

    private mutating func line() -> StockLine? {
        let sku = catalogue.skus.randomElement(using: &generator)
        return sku.map { StockLine(sku: $0, quantity: Int.random(in: plan.quantities, using: &generator)) }
    }

    private mutating func order(_ number: Int) -> Visitor.Errand {
        let wanted = catalogue.skus.count > 1 ? Int.random(in: 1...2, using: &generator) : 1
        var lines: [StockLine] = []
        while lines.count < wanted, let line = line() {
            if !lines.contains(where: { $0.sku == line.sku }) { lines.append(line) }
        }
        let token = plan.tokens.pick(&generator)
        let address = ShippingAddress(
            name: "Lena Load", line1: "\(number + 1) Test Street", city: "Springfield", postalCode: "12345", country: "US")
        let request = OrderRequest(
            items: lines, email: "buyer-\(number)@example.com", shippingAddress: address, payment: PaymentMethod(token: token))
        return .order(request, key: "load-\(plan.run)-\(number)")
    }
}
