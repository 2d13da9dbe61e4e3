package import Commerce
import Foundation
import ProductAPI

/// What of the catalogue the visitors know.
package struct CatalogueSample: Sendable, Equatable {
    package var handles: [String] = []
    /// What can be bought.
    package var skus: [SKU] = []
    package var categories: [String] = []
    /// Words to search for.
    package var words: [String] = []

    package init() {}

    /// Products whose variants are looked up, at most.
    static let productLimit = 300
    /// How long a read is repeated before the run is given up, and the pause before each repetition.
    private static let patience = Duration.seconds(5)
    private static let pause = Duration.milliseconds(200)

    mutating func add(_ product: ProductSummary) {
        handles.append(product.handle)
        if !product.category.isEmpty, !categories.contains(product.category) { categories.append(product.category) }
        let word = product.title.split(separator: " ").map { $0.filter(\.isLetter) }.max { $0.count < $1.count }
        if let word, !word.isEmpty, !words.contains(word) { words.append(word) }
    }

    /// Sold-out variants are left out, so that what is asked for can be had when the run begins.
    mutating func add(_ product: Product) {
        skus += product.variants.filter { $0.availability != .soldOut }.map(\.sku)
    }
}

extension CatalogueSample {
    /// Reads the catalogue from the shop. Only what the plan's visitors need to know is asked for.
    static func discover(for plan: LoadPlan, through client: ShopClient) async throws -> CatalogueSample {
        var sample = CatalogueSample()
        var after: String?
        repeat {
            var path = "/api/products?limit=100"
            if let after { path += "&after=\(escaped(after))" }
            let page = try await read(ProductPage.self, path, through: client)
            for product in page.items { sample.add(product) }
            after = page.next
        } while after != nil && sample.handles.count < productLimit
        guard !sample.handles.isEmpty else { throw LoadFailure.noCatalogue("the catalogue is empty; import one first") }
        if plan.skus.isEmpty {
            try await sample.addVariants(through: client)
        } else {
            sample.skus = Set(plan.skus).sorted()
        }
        return sample
    }

    private mutating func addVariants(through client: ShopClient) async throws {
        for handle in handles.prefix(Self.productLimit) {
            add(try await Self.read(Product.self, "/api/products/\(Self.escaped(handle))", through: client))
        }
        guard !skus.isEmpty else { throw LoadFailure.noCatalogue("everything is sold out") }
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ path: String, through client: ShopClient) async throws -> Value {
        let answer = await patiently(ShopCall(.get, path), through: client)
        guard case .response(let response) = answer, response.status == 200 else {
            throw LoadFailure.noCatalogue("GET \(path) answered \(answer.verdict.label)")
        }
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch {
            throw LoadFailure.noCatalogue("the answer to GET \(path) could not be read")
        }
    }

    /// A shop whose processes come and go may fail a read now and then: that is no reason not to visit it.
    private static func patiently(_ call: ShopCall, through client: ShopClient) async -> Answer {
        let deadline = ContinuousClock.now + patience
        var attempt = 0
        while true {
            let answer = await client.send(call, startingAt: attempt).answer
            guard answer.verdict.outcome.isLoss, .now < deadline, (try? await Task.sleep(for: pause)) != nil else { return answer }
            attempt += 1
        }
    }

    static func escaped(_ text: String) -> String {
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
