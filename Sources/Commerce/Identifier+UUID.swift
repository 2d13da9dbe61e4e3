package import Foundation

extension Identifier {
    /// A new random identifier: a UUID version 4 (RFC 9562), 122 random bits from the system's secure generator.
    package static func random() -> Identifier {
        Identifier(trusted: UUID().uuidString.lowercased())
    }

    /// A new identifier that sorts by time: a UUID version 7 (RFC 9562), 48 bits of Unix milliseconds and 74 random bits.
    package static func timeOrdered(at instant: Date = Date()) -> Identifier {
        let milliseconds = UInt64(max(0, instant.timeIntervalSince1970 * 1000))
        var generator = SystemRandomNumberGenerator()
        let high = (milliseconds << 16) | 0x7000 | (generator.next() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (generator.next() >> 2)
        let hex = Self.hex(high) + Self.hex(low)
        let groups = [(0, 8), (8, 4), (12, 4), (16, 4), (20, 12)]
        return Identifier(trusted: groups.map { hex.dropFirst($0.0).prefix($0.1) }.joined(separator: "-"))
    }

    /// When a time-ordered identifier was made, to the millisecond; nil for any other.
    package var creationDate: Date? {
        let digits = rawValue.filter { $0 != "-" }
        guard digits.count == 32, digits.dropFirst(12).first == "7", let milliseconds = UInt64(digits.prefix(12), radix: 16) else {
            return nil
        }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
