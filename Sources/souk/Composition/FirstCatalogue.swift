import AsyncHTTPClient
import CatalogImport
import Foundation
import NIOCore
import NIOHTTP1
import ProductAPI
import ServiceKit

/// Fills a shop that has no products yet.
struct FirstCatalogue: Sendable {
    let file: String
    let url: String
    let home: ShopHome
    let http: HTTPClient

    /// Lies there while an import is under way: one that was broken off left a part of the products.
    private var unfinished: String { home.root + "/import.unfinished" }

    /// Imports the file unless there are products, and tells what came of it. One that was broken off is done again, which does no harm to
    /// what is there. Throws ``CommandFailure``.
    func fill() async throws {
        let wasBrokenOff = FileManager.default.fileExists(atPath: unfinished)
        let isEmpty = try await shopIsEmpty()
        guard isEmpty || wasBrokenOff else { return }
        try PrivateFile.write(file + "\n", to: unfinished)
        let token = try PrivateFile.read(home.adminToken, hint: "`souk init` makes it.")
        let report = try await CatalogUpload(file: file, url: url, token: token, http: http).send(dryRun: false)
        let refused = report.rejectedTotal > 0 ? ", \(report.rejectedTotal) rows were refused" : ""
        try? FileManager.default.removeItem(atPath: unfinished)
        say("Imported \(report.created) products from \(file)\(refused).")
    }

    private func shopIsEmpty() async throws -> Bool {
        let response = try await http.execute(HTTPClientRequest(url: "\(url)/api/products?limit=1"), timeout: .seconds(10))
        let body = Array(try await response.body.collect(upTo: 1024 * 1024).readableBytesView)
        guard response.status == .ok else { throw CommandFailure("The catalogue answers \(response.status.code) and cannot be filled.") }
        return try ShopJSON.decode(ProductPage.self, from: body).items.isEmpty
    }
}
