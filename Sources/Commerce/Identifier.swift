/// A typed identifier, so that an order's id cannot be passed where a cart's is meant.
/// On the wire and in the database it is its text: 1 to 64 of `A-Z a-z 0-9 - _`.
package struct Identifier<Entity>: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    /// Returns nil unless the text keeps the rule above.
    package init?(_ rawValue: String) {
        let allowed = rawValue.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard (1...64).contains(rawValue.utf8.count), allowed else { return nil }
        self.rawValue = rawValue
    }

    init(trusted rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let identifier = Identifier(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be 1 to 64 of A-Z a-z 0-9 - _")
        }
        self = identifier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

package enum OrderEntity {}
package enum CartEntity {}
package enum RefundEntity {}

/// Time-ordered (UUID version 7), so that rows are appended to their index.
package typealias OrderID = Identifier<OrderEntity>
/// Random (UUID version 4): knowing a cart's id is what gives access to it.
package typealias CartID = Identifier<CartEntity>
package typealias RefundID = Identifier<RefundEntity>
