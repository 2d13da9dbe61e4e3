import Commerce
import Foundation
import HTTPTypes
import HotConfig
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ProductAPI
import ProductService
import ServiceKit
import Storage
import TestKit

/// A product service in this process, on a database and a clock of its own.
struct ProductShop: Sendable {
    let database: any Database
    let clock: ManualNow
    let client: any TestClientProtocol
    let admin: String
    let orderService: String
    let storefront: String
    let stranger: String

    /// Runs `body` on an empty shop.
    static func open(
        _ settings: [String: String] = [:], _ body: @escaping @Sendable (ProductShop) async throws -> Void
    ) async throws {
        try await withTemporaryDatabase { database in
            let clock = ManualNow()
            let issuer = TokenIssuer.ephemeral()
            let module = buildProductService(
                config: try .fixed(settings), database: database, logger: Logger(label: "test"), now: clock.now)
            try await module.prepare()
            let (admin, order) = (try await issuer.admin(subject: "test"), try await issuer.service("order-service"))
            let storefront = try await issuer.service("storefront")
            let stranger = try await TokenIssuer.ephemeral().admin(subject: "test")
            let application = Application(router: buildRouter(modules: [module], tokens: try await issuer.verifier()))
            try await application.test(.router) { client in
                let shop = ProductShop(
                    database: database, clock: clock, client: client, admin: admin, orderService: order, storefront: storefront,
                    stranger: stranger)
                try await body(shop)
            }
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, as token: String? = nil, json: String? = nil, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if json != nil { headers[.contentType] = "application/json" }
        return try await client.executeRequest(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }

    func importFile(_ text: String, type: String, dryRun: Bool = false) async throws -> TestResponse {
        let headers: HTTPFields = [.authorization: "Bearer \(admin)", .contentType: type]
        return try await client.executeRequest(
            uri: "/api/admin/imports?dryRun=\(dryRun)", method: .post, headers: headers, body: ByteBuffer(string: text))
    }

    /// Puts products straight into the database.
    func stock(_ entries: [CatalogEntry]) async throws {
        _ = try await Catalog(database: database, now: clock.now).upsert(entries)
    }
}

extension TestResponse {
    func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
        try ShopJSON.decode(type, from: body.readableBytesView)
    }

    /// The stable code of a problem document.
    var problemCode: String? { try? decode(ProblemDocument.self).code }

    /// The fields a problem document complains about.
    var problemFields: [String] { (try? decode(ProblemDocument.self).errors.map(\.field)) ?? [] }
}
