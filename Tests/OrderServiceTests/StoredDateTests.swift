import Foundation
import ServiceKit
import Storage
import TestKit
import Testing

/// An instant looks the same however often it goes through the table and through JSON.
@Suite struct StoredDateTests {
    @Test func millisecondsSurviveEveryRoundTrip() throws {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let first = Date(timeIntervalSince1970: .random(in: 0...4e9, using: &generator)).asStored
            let text = try ShopJSON.encode([first])
            let again = try #require(try ShopJSON.decode([Date].self, from: text).first)
            #expect(again.asStored == first, "seed \(seed)")
            #expect(try ShopJSON.encode([again]) == text, "seed \(seed)")
        }
    }
}
