import CatalogImport
import Commerce
import ProductAPI
import TestKit
import Testing

/// Whatever the bytes, an importer ends, says what it found, and says the same however they were cut into chunks.
@Suite("Import fuzz")
struct ImportFuzzTests {
    private func bytesInRandomChunks(_ bytes: [UInt8], format: CatalogFormat, _ generator: inout SeededGenerator) -> [ImportEvent] {
        var importer = format.makeImporter(currency: .usd)
        var events: [ImportEvent] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = Int.random(in: 1...max(1, rest.count / 3), using: &generator)
            events += importer.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return events + importer.finish()
    }

    private func check(_ bytes: [UInt8], format: CatalogFormat, _ generator: inout SeededGenerator) {
        let whole = imported(bytes, format: format, chunk: max(1, bytes.count))
        let pieces = bytesInRandomChunks(bytes, format: format, &generator)
        if whole.events != pieces { Issue.record("chunks changed the events of \(String(decoding: bytes.prefix(500), as: UTF8.self))") }
        let skus = whole.products.flatMap(\.variants).map(\.sku)
        if Set(skus).count != skus.count { Issue.record("a SKU came twice") }
        if Set(whole.products.map(\.handle)).count != whole.products.count { Issue.record("a handle came twice") }
        for product in whole.products where product.variants.contains(where: { $0.optionValues.count != product.options.count }) {
            Issue.record("\(product.handle) has a variant without all options")
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func randomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("a1,\"\"\n\r ,\n".utf8) + [0xC3, 0xA9, 0xFF, 0xEF, 0xBB, 0xBF, 0]
        for _ in 0..<500 {
            let count = Int.random(in: 0...300, using: &generator)
            let noise = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
            check(Array("Handle,Title,Price,SKU\n".utf8) + noise, format: .csv, &generator)
            check(noise, format: .csv, &generator)
            check(noise, format: .json, &generator)
        }
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func mutatedFiles(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let csv = Array(try catalogueFile("spree/products.csv").prefix(12_000))
        let json = try catalogueFile("dummyjson/products.json")
        for round in 0..<60 {
            check(mutated(csv, &generator), format: .csv, &generator)
            if round % 10 == 0 { check(mutated(json, &generator), format: .json, &generator) }
        }
    }

    private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
            default: bytes.replaceSubrange(index..<min(bytes.count, index + 40), with: bytes.suffix(30))
            }
        }
        return bytes
    }
}
