import Commerce
import Foundation
import OrderAPI
import ProductAPI

/// The shop's API as the tests call it: catalogue and orders may be at different addresses, and each call picks the next one.
struct ShopAPI: Sendable {
    let catalog: String
    let orders: String
    let adminToken: String

    static let address =
        #""email":"ada@example.com","shippingAddress":{"name":"Ada","line1":"1 Main St","city":"London","postalCode":"SW1","country":"GB"}"#

    static func orderBody(sku: String, quantity: Int = 1, token: String = "tok_visa") -> String {
        #"{"items":[{"sku":"\#(sku)","quantity":\#(quantity)}],\#(address),"payment":{"method":"card","token":"\#(token)"}}"#
    }

    func importCatalogue(_ file: String = "data/catalogue/dummyjson/products.json") async throws -> HTTP.Answer {
        try await HTTP.json(
            "POST", catalog + "/api/admin/imports", try String(contentsOfFile: file, encoding: .utf8),
            headers: ["Authorization": "Bearer \(adminToken)"])
    }

    func setStock(_ sku: String, to units: Int) async throws -> HTTP.Answer {
        try await HTTP.json(
            "PUT", "\(catalog)/api/admin/inventory/\(sku)", #"{"onHand":\#(units)}"#, headers: ["Authorization": "Bearer \(adminToken)"])
    }

    func inventory(_ sku: String) async throws -> InventoryLevel {
        try await HTTP.get("\(catalog)/api/admin/inventory/\(sku)", headers: ["Authorization": "Bearer \(adminToken)"])
            .decode(InventoryLevel.self)
    }

    /// The SKUs of the first products.
    func skus(_ count: Int = 20) async throws -> [String] {
        let page = try await HTTP.get("\(catalog)/api/products?limit=\(count)").decode(ProductPage.self)
        return try await skus(of: page)
    }

    /// Those of every product.
    func allSKUs() async throws -> [String] {
        var skus: [String] = []
        var cursor: String?
        repeat {
            let after = cursor.map { "&after=\($0)" } ?? ""
            let page = try await HTTP.get("\(catalog)/api/products?limit=100\(after)").decode(ProductPage.self)
            skus += try await self.skus(of: page)
            cursor = page.next
        } while cursor != nil
        return skus
    }

    private func skus(of page: ProductPage) async throws -> [String] {
        var skus: [String] = []
        for item in page.items {
            let product = try await HTTP.get("\(catalog)/api/products/\(item.handle)").decode(Product.self)
            skus.append(contentsOf: product.variants.prefix(1).map(\.sku.rawValue))
        }
        return skus
    }

    func placeOrder(_ body: String, key: String = UUID().uuidString) async throws -> HTTP.Answer {
        try await HTTP.json("POST", orders + "/api/orders", body, headers: ["Idempotency-Key": key])
    }

    /// Repeats the order with its key, as a client should, until there is a definite answer.
    func placeOrderPatiently(_ body: String, key: String = UUID().uuidString, within limit: Duration = .seconds(60)) async throws
        -> HTTP.Answer
    {
        let deadline = ContinuousClock.now + limit
        while true {
            let answer = try? await placeOrder(body, key: key)
            if let answer, answer.status < 500, !answer.body.contains("request_in_progress"), answer.status != 429 { return answer }
            guard ContinuousClock.now < deadline else {
                throw SpawnError(program: "order \(key)", reason: "no definite answer in \(limit); the last was \(answer?.body ?? "none")")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}

extension ShopCluster {
    /// The API at the first replica of each kind, or the one with this index.
    nonisolated func api(_ index: Int = 0) throws -> ShopAPI {
        ShopAPI(catalog: urls(.product)[index], orders: urls(.order)[index], adminToken: try adminToken)
    }

    /// Runs `souk audit` on this shop's folder.
    nonisolated func audit(_ options: [String] = []) async throws -> (status: Int32, output: String) {
        try await SoukBinary.run(["audit", "--home", home] + options, in: home)
    }
}
