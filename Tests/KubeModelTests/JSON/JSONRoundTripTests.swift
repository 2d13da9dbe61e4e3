import Foundation
import KubeModel
import TestKit
import Testing

@Suite("Writing JSON")
struct JSONRoundTripTests {
    @Test("what is written reads as the same, here and by Foundation")
    func roundTrip() throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let value = JSON.random(depth: 5, using: &random)
            let bytes = value.bytes
            #expect(try JSON(parsing: bytes) == value, "seed \(seed): \(value.text)")
            #expect(throws: Never.self, "seed \(seed): \(value.text)") {
                try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            }
        }
    }

    @Test("equal values have equal bytes")
    func order() throws {
        let left = try JSON(parsing: #"{"b":1,"a":{"d":2,"c":3}}"#)
        let right = try JSON(parsing: #"{"a":{"c":3,"d":2},"b":1}"#)
        #expect(left.text == #"{"a":{"c":3,"d":2},"b":1}"#)
        #expect(left.bytes == right.bytes)
    }

    @Test(
        "numbers keep their value, and whole ones their form",
        arguments: [
            (JSON.integer(.max), "9223372036854775807"), (.integer(.min), "-9223372036854775808"), (.number(0.1), "0.1"),
            (.number(1e100), "1e+100"),
            (.number(.leastNonzeroMagnitude), "5e-324"), (.number(-0.0), "-0.0"),
        ])
    func numbers(_ value: JSON, _ text: String) throws {
        #expect(value.text == text)
        #expect(try JSON(parsing: text) == value)
    }

    @Test("damaged text is refused or read, and never more than that")
    func damage() throws {
        let seed = SeededGenerator.freshSeed()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            var bytes = JSON.random(depth: 4, using: &random).bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(4), at: place)
                }
            }
            guard let value = try? JSON(parsing: bytes) else { continue }
            #expect(try JSON(parsing: value.bytes) == value, "seed \(seed): \(bytes)")
        }
    }
}
