import CatalogImport
import Commerce
import Foundation
import ProductAPI
import Testing

/// The project's own data imports without a fault.
@Suite("Catalogue files")
struct CatalogueFilesTests {
    @Test func dummyJSON() throws {
        let result = imported(try catalogueFile("dummyjson/products.json"), format: .json)
        #expect(result.faults.isEmpty && result.skipped.isEmpty)
        #expect(result.products.count == 194)
        #expect(Set(result.products.map(\.handle)).count == 194)
        #expect(Set(result.products.map(\.category)).count == 24)
        #expect(result.imports.flatMap(\.stock.values).reduce(0, +) == 9779)
        let mascara = try #require(result.products.first)
        #expect(mascara.title == "Essence Mascara Lash Princess")
        #expect(mascara.variants.first?.price == Money(999, .usd))
    }

    @Test func dummyJSONPricesAreThoseOfTheText() throws {
        let bytes = try catalogueFile("dummyjson/products.json")
        let text = String(decoding: bytes, as: UTF8.self)
        let prices = text.split(separator: "\n").compactMap { line -> Money? in
            guard let range = line.range(of: "\"price\": ") else { return nil }
            return Money(decimal: line[range.upperBound...].prefix { $0 != "," }, currency: .usd)
        }
        #expect(imported(bytes, format: .json).products.flatMap(\.variants).map(\.price) == prices)
    }

    @Test func spree() throws {
        let result = imported(try catalogueFile("spree/products.csv"))
        #expect(result.faults.isEmpty)
        #expect(result.products.count == 37)
        #expect(result.products.flatMap(\.variants).count == 87)
        #expect(result.products.allSatisfy { $0.options.map(\.name) == ["Color"] })
        #expect(result.products.flatMap(\.variants).allSatisfy { $0.price.amount > 0 })
        #expect(result.imports.flatMap(\.stock.values).allSatisfy { $0 == 5000 })
        #expect(result.skipped.count == 87, "the prices in euros")
    }

    @Test func everyVariantHasAValueForEachOption() throws {
        let files: [(String, CatalogFormat)] = [("spree/products.csv", .csv), ("dummyjson/products.json", .json)]
        for (path, format) in files {
            for product in imported(try catalogueFile(path), format: format).products {
                #expect(product.variants.allSatisfy { $0.optionValues.count == product.options.count })
            }
        }
    }
}
