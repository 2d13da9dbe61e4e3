import ArgumentParser
import CatalogImport
import Foundation
import ServiceKit

/// Imports a catalogue into an open shop.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import products: Shopify's product CSV, or DummyJSON's JSON.",
        discussion: "Exits with 1 when a row was refused; the other rows are imported all the same.")

    @Argument(help: "The file; .json is read as DummyJSON, anything else as Shopify's CSV.")
    var file: String

    @Flag(help: "Only say what would happen.")
    var dryRun = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Option(help: "The address of the shop.")
    var url = "http://127.0.0.1:8080"

    @OptionGroup var home: HomeOption

    func run() async throws {
        let token = try PrivateFile.read(
            home.home.adminToken, hint: "It is made when a shop is opened here for the first time; --home names its folder.")
        let report = try await OutboundPool.withPool { http in
            try await CatalogUpload(file: file, url: url, token: token, http: http).send(dryRun: dryRun)
        }
        say(json ? String(decoding: try ShopJSON.encode(report), as: UTF8.self) : report.table)
        if report.rejectedTotal > 0 { throw ExitCode.failure }
    }
}
