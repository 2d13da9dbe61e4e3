import AsyncHTTPClient
import CatalogImport
import Foundation
import NIOCore
import NIOHTTP1
import ProductAPI
import ServiceKit
import ServiceLifecycle

/// What happens once the shop listens: the first catalogue goes in, and the owner is told where everything is.
struct Opening: Service {
    let url: String
    let adminURL: String
    let home: ShopHome
    let catalogue: String?
    let http: HTTPClient
    private let serving = AsyncStream<Void>.makeStream()

    init(url: String, adminURL: String, home: ShopHome, catalogue: String?, http: HTTPClient) {
        self.url = url
        self.adminURL = adminURL
        self.home = home
        self.catalogue = catalogue
        self.http = http
    }

    func shopServes() {
        serving.continuation.yield()
        serving.continuation.finish()
    }

    func run() async throws {
        guard await serving.stream.first(where: { true }) != nil else { return }
        if let catalogue, try await shopIsEmpty() {
            let token = try PrivateFile.read(home.adminToken, hint: "`souk init` makes it.")
            let report = try await CatalogUpload(file: catalogue, url: url, token: token, http: http).send(dryRun: false)
            say(
                "Imported \(report.created) products from \(catalogue)\(report.rejectedTotal > 0 ? ", \(report.rejectedTotal) rows were refused" : "")."
            )
        }
        say(
            """

              The shop is open      \(url)
              API                   \(url)/api/products
              Health and config     \(adminURL)/readyz  /configz  /metrics
              Configuration         \(home.config)/  (edit while it runs)
              Admin token           \(home.adminToken)

              Ctrl-C closes it; nothing in flight is dropped.

            """)
        try await gracefulShutdown()
    }

    private func shopIsEmpty() async throws -> Bool {
        let response = try await http.execute(HTTPClientRequest(url: "\(url)/api/products?limit=1"), timeout: .seconds(10))
        let body = Array(try await response.body.collect(upTo: 1024 * 1024).readableBytesView)
        guard response.status == .ok else { throw CommandFailure("The catalogue answers \(response.status.code) and cannot be filled.") }
        return try ShopJSON.decode(ProductPage.self, from: body).items.isEmpty
    }
}
