import AsyncHTTPClient
import Commerce
import Foundation
import NIOCore
import NIOHTTP1
import ProductAPI

/// The few calls that prepare a shop for its measurement.
struct ShopAPI: Sendable {
    let url: String
    let adminToken: String

    /// The first products of the catalogue.
    func handles(limit: Int) async throws -> [String] {
        let page: ProductPage = try await call(HTTPClientRequest(url: "\(url)/api/products?limit=\(limit)"))
        guard !page.items.isEmpty else { throw BenchFailure("The catalogue is empty.") }
        return page.items.map(\.handle)
    }

    /// The SKU of the first variant of each product.
    func skus(of handles: [String]) async throws -> [SKU] {
        var skus: [SKU] = []
        for handle in handles {
            let product: Product = try await call(HTTPClientRequest(url: "\(url)/api/products/\(handle)"))
            skus += product.variants.prefix(1).map(\.sku)
        }
        return skus
    }

    func stockUp(_ sku: SKU, to units: Int) async throws {
        var request = HTTPClientRequest(url: "\(url)/api/admin/inventory/\(sku)")
        request.method = .PUT
        request.headers.add(name: "authorization", value: "Bearer \(adminToken)")
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: #"{"onHand":\#(units)}"#))
        let _: InventoryLevel = try await call(request)
    }

    private func call<Answer: Decodable>(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 4 * 1024 * 1024)
        guard response.status == .ok else {
            throw BenchFailure("\(request.url) answered \(response.status.code): \(String(buffer: body).prefix(500))")
        }
        return try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView))
    }
}
