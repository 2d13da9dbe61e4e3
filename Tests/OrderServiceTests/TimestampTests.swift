import Foundation
import OrderService
import ServiceKit
import TestKit
import Testing

/// An instant looks the same however often it goes through the table and through JSON.
@Suite struct TimestampTests {
    @Test func millisecondsSurviveEveryRoundTrip() throws {
        let seed = SeededGenerator.freshSeed()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let first = Timestamp(Date(timeIntervalSince1970: .random(in: 0...4e9, using: &generator)))
            let text = try ShopJSON.encode([first.date])
            let again = try #require(try ShopJSON.decode([Date].self, from: text).first)
            #expect(Timestamp(again) == first, "seed \(seed)")
            #expect(try ShopJSON.encode([again]) == text, "seed \(seed)")
        }
    }
}
