import CatalogImport
import Commerce
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import ProductAPI
import ProductService
import ServiceKit
import Testing

@Suite("POST /api/admin/imports")
struct ImportRoutesTests {
    private static let csv = """
        Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src
        shirt,A shirt,<p>Soft</p>,Acme,Clothes,"cotton, soft",true,Size,S,SHIRT-S,10,19.99,https://example.com/shirt.jpg
        shirt,,,,,,,,M,SHIRT-M,0,21.99,
        mug,Mug,,Acme,Kitchen,,true,Title,Default Title,MUG,5,7.50,
        broken,Broken,,Acme,Kitchen,,true,Title,Default Title,BROKEN,5,much,

        """

    @Test func theDummyJSONCatalogueIsImportedWhole() async throws {
        let file = try String(contentsOf: Samples.repository.appending(path: "data/catalogue/dummyjson/products.json"), encoding: .utf8)
        try await ProductShop.open { shop in
            let dry = try await shop.importFile(file, type: "application/json", dryRun: true)
            #expect(dry.status == .ok)
            #expect(try dry.decode(ImportReport.self).created == 194)
            #expect(try await shop.send(.get, "/api/products").decode(ProductPage.self).items.isEmpty)

            let report = try await shop.importFile(file, type: "application/json").decode(ImportReport.self)
            #expect((report.created, report.updated, report.rejectedTotal) == (194, 0, 0))
            let again = try await shop.importFile(file, type: "application/json; charset=utf-8").decode(ImportReport.self)
            #expect((again.created, again.updated, again.unchanged) == (0, 0, 194))
            let categories = try await shop.send(.get, "/api/categories").decode([CategoryCount].self)
            #expect(categories.reduce(0) { $0 + $1.products } == 194)
            let found = try await shop.send(.get, "/api/products?search=mascara").decode(ProductPage.self)
            #expect(found.items.map(\.handle).contains { $0.contains("mascara") })
        }
    }

    @Test func theSpreeCatalogueIsImportedWhole() async throws {
        let file = try String(contentsOf: Samples.repository.appending(path: "data/catalogue/spree/products.csv"), encoding: .utf8)
        try await ProductShop.open { shop in
            let report = try await shop.importFile(file, type: "text/csv").decode(ImportReport.self)
            #expect((report.created, report.rejectedTotal) == (37, 0))
            let espresso = try await shop.send(.get, "/api/products/automatic-espresso-machine").decode(Product.self)
            #expect(espresso.variants.count > 1)
            #expect(espresso.variants.allSatisfy { $0.availability == .inStock })
        }
    }

    @Test func aShopifyFileSaysWhatItDidAndWhatNot() async throws {
        try await ProductShop.open { shop in
            let dry = try await shop.importFile(Self.csv, type: "text/csv", dryRun: true).decode(ImportReport.self)
            #expect((dry.dryRun, dry.created, dry.rejectedTotal) == (true, 2, 1))
            #expect(try await shop.send(.get, "/api/products/shirt").status == .notFound)

            let report = try await shop.importFile(Self.csv, type: "text/csv").decode(ImportReport.self)
            #expect((report.dryRun, report.created, report.rejectedTotal) == (false, 2, 1))
            #expect(report.rejected.map(\.line) == [5])
            let shirt = try await shop.send(.get, "/api/products/shirt").decode(Product.self)
            #expect(shirt.variants.map(\.availability) == [.lowStock, .soldOut])
            #expect(shirt.options == [ProductOption(name: "Size", values: ["S", "M"])])
        }
    }

    @Test func anotherImportUpdatesAndKeepsTheStockItDoesNotName() async throws {
        try await ProductShop.open { shop in
            _ = try await shop.importFile(Self.csv, type: "text/csv")
            let header = "Handle,Title,Variant SKU,Variant Price\n"
            let report = try await shop.importFile(header + "mug,Mug,MUG,8.50\n", type: "text/csv").decode(ImportReport.self)
            #expect((report.created, report.updated) == (0, 1))
            let level = try await shop.send(.get, "/api/admin/inventory/MUG", as: shop.admin).decode(InventoryLevel.self)
            #expect(level.onHand == 5)
            let taken = try await shop.importFile(header + "cup,Cup,MUG,8.50\n", type: "text/csv").decode(ImportReport.self)
            #expect((taken.created, taken.rejectedTotal) == (0, 1))
            #expect(taken.rejected.first?.reason.contains("belongs to the product 'mug'") == true)
        }
    }

    @Test func whatIsNoCatalogueIsRefused() async throws {
        try await ProductShop.open(["import.limit": "1"]) { shop in
            #expect(try await shop.importFile("x", type: "text/plain").status == .unsupportedMediaType)
            let large = try await shop.importFile(String(repeating: "x", count: 1_048_577), type: "text/csv")
            #expect(large.status == .contentTooLarge)
            #expect(large.problemCode == "content_too_large")
            for query in ["dryRun=maybe", "dry=true", "dryRun=true&dryRun=false"] {
                let response = try await shop.client.executeRequest(
                    uri: "/api/admin/imports?\(query)", method: .post,
                    headers: [.authorization: "Bearer \(shop.admin)", .contentType: "text/csv"], body: ByteBuffer(string: Self.csv))
                #expect(response.status == .unprocessableContent, "\(query)")
            }
            #expect(try await shop.importFile("", type: "text/csv").decode(ImportReport.self).rejectedTotal == 1)
            #expect(try await shop.importFile("{", type: "application/json").decode(ImportReport.self).rejectedTotal == 1)
        }
    }

    @Test func manyProductsGoThroughInManyTransactions() async throws {
        let rows = (0..<1_000).map { "item-\($0),Item \($0),SKU-\($0),\($0 % 50 + 1).99,5" }
        let csv = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n" + rows.joined(separator: "\n") + "\n"
        try await ProductShop.open(["import.batch": "7"]) { shop in
            let report = try await shop.importFile(csv, type: "text/csv").decode(ImportReport.self)
            #expect((report.created, report.rejectedTotal) == (1_000, 0))
            let again = try await shop.importFile(csv, type: "text/csv", dryRun: true).decode(ImportReport.self)
            #expect((again.unchanged, again.created, again.updated) == (1_000, 0, 0))
        }
    }
}
