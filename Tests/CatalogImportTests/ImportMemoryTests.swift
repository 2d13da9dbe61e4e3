import CatalogImport
import Commerce
import Foundation
import Testing

@Suite("Import memory", .serialized)
struct ImportMemoryTests {
    private static let header =
        "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src\n"

    /// One product of four rows, about 600 bytes.
    private func rows(_ product: Int) -> String {
        let body = "\"<p>Some, <b>bold</b> &amp; text " + String(repeating: "lorem ipsum ", count: 20) + "</p>\""
        return (0..<4).map { size in
            let own = size == 0 ? "Product \(product),\(body),Acme,\"a, b\",Size" : ",,,,"
            return "product-\(product),\(own),S\(size),,\(size * 3),\(10 + size).99,https://x.test/\(product)/\(size).png\n"
        }.joined()
    }

    @Test func aHundredThousandRowsStayWellUnderTheLimit() throws {
        var importer = ShopifyImporter(currency: .usd)
        let before = try residentBytes()
        var peak = before
        var products = 0
        var faults = importer.feed(Self.header.utf8).count
        for product in 0..<25_000 {
            for event in importer.feed(rows(product).utf8) {
                if case .product = event { products += 1 } else { faults += 1 }
            }
            if product % 500 == 0 { peak = max(peak, try residentBytes()) }
        }
        products += importer.finish().count
        #expect(products == 25_000)
        #expect(faults == 0)
        #expect(peak - before < 64 * 1024 * 1024, "held \((peak - before) / 1024 / 1024) MiB")
    }

    @Test func aFieldThatNeverEndsIsNotCollected() throws {
        var importer = ShopifyImporter(currency: .usd)
        _ = importer.feed((Self.header + "a,\"").utf8)
        let before = try residentBytes()
        let noise = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<128 { #expect(importer.feed(noise).isEmpty) }
        #expect(try residentBytes() - before < 32 * 1024 * 1024)
        #expect(importer.finish().count == 1)
    }

    /// The resident set of this process; zero where the system does not tell.
    private func residentBytes() throws -> Int {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = try #require(statm.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return pages * 4096
    }
}
