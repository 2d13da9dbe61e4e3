import CatalogImport
import Commerce
import Foundation
import Testing

/// Each runs in a process of its own, as the tests beside it would count too.
@Suite("Import memory")
struct ImportMemoryTests {
    @Test func aHundredThousandRowsStayWellUnderTheLimit() async {
        await #expect(processExitsWith: .success) { try ImportMemory.checkManyRows() }
    }

    @Test func aFieldThatNeverEndsIsNotCollected() async {
        await #expect(processExitsWith: .success) { try ImportMemory.checkEndlessField() }
    }
}

/// What the processes do. They end well only if everything holds.
private enum ImportMemory {
    private struct Broken: Error { let reason: String }

    private static let mebibyte = 1024 * 1024
    private static let header =
        "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src\n"

    static func checkManyRows() throws {
        var importer = ShopifyImporter(currency: .usd)
        let before = try residentBytes()
        var peak = before
        var products = 0
        try require(importer.feed(header.utf8).isEmpty, "the header is fine")
        for product in 0..<25_000 {
            products += try countProducts(importer.feed(rows(product).utf8))
            if product % 500 == 0 { peak = max(peak, try residentBytes()) }
        }
        products += try countProducts(importer.finish())
        try require(products == 25_000, "\(products) products")
        try require(peak - before < 64 * mebibyte, "held \((peak - before) / mebibyte) MiB")
    }

    static func checkEndlessField() throws {
        var importer = ShopifyImporter(currency: .usd)
        _ = importer.feed((header + "a,\"").utf8)
        let before = try residentBytes()
        let noise = [UInt8](repeating: UInt8(ascii: "x"), count: mebibyte)
        for _ in 0..<128 { try require(importer.feed(noise).isEmpty, "nothing is known yet") }
        try require(try residentBytes() - before < 32 * mebibyte, "the field was collected")
        try require(importer.finish().count == 1, "one fault in the end")
    }

    private static func countProducts(_ events: [ImportEvent]) throws -> Int {
        for case .rejected(let fault) in events { throw Broken(reason: "\(fault)") }
        return events.count
    }

    /// One product of four rows, about 600 bytes.
    private static func rows(_ product: Int) -> String {
        let body = "\"<p>Some, <b>bold</b> &amp; text " + String(repeating: "lorem ipsum ", count: 20) + "</p>\""
        return (0..<4).map { size in
            let own = size == 0 ? "Product \(product),\(body),Acme,\"a, b\",Size" : ",,,,"
            return "product-\(product),\(own),S\(size),,\(size * 3),\(10 + size).99,https://x.test/\(product)/\(size).png\n"
        }.joined()
    }

    private static func require(_ condition: Bool, _ reason: String) throws {
        if !condition { throw Broken(reason: reason) }
    }

    /// The resident set of this process; zero where the system does not tell.
    private static func residentBytes() throws -> Int {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4096
    }
}
