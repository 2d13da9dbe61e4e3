import Foundation
import ProductAPI

/// Who stands before the door of a shop that opens, and takes the first thing there is.
struct FirstBuyer: Sendable {
    private struct NotYet: Error {}

    let port: Int

    /// Whether an order was taken. False while the shop is closed, empty or not yet able to.
    func buy() -> Bool {
        do {
            let connection = try LoopbackConnection("127.0.0.1", port, timeout: 2)
            let page: ProductPage = try read("/api/products?limit=1", connection)
            guard let handle = page.items.first?.handle else { return false }
            let product: Product = try read("/api/products/\(handle)", connection)
            guard let sku = product.variants.first?.sku else { return false }
            return try connection.send(order(of: "\(sku)")).status == 201
        } catch {
            return false
        }
    }

    private func read<Answer: Decodable>(_ path: String, _ connection: LoopbackConnection) throws -> Answer {
        let answer = try connection.send(LoopbackConnection.request(path, host: "127.0.0.1:\(port)"))
        guard answer.status == 200 else { throw NotYet() }
        return try JSONDecoder().decode(Answer.self, from: Data(answer.body))
    }

    private func order(of sku: String) -> [UInt8] {
        LoopbackConnection.request(
            "/api/orders", host: "127.0.0.1:\(port)", method: "POST", headers: ["Idempotency-Key": UUID().uuidString],
            body: """
                {"items":[{"sku":"\(sku)","quantity":1}],"email":"buyer@example.com",
                "shippingAddress":{"name":"A Buyer","line1":"1 Market Street","city":"Springfield","postalCode":"12345","country":"US"},
                "payment":{"method":"card","token":"tok_visa"}}
                """)
    }
}
