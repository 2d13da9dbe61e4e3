import Crypto
import Foundation
package import Storage

/// The key of an idempotency record: a digest of the operation and the client's `Idempotency-Key`, so that the same key
/// sent to two operations makes two records, and keys that differ only in case never meet.
package struct RequestKey: Hashable, Sendable, DatabaseRepresentable {
    package enum Operation: String, Sendable {
        case placeOrder = "place-order"
        case refund
    }

    private let digest: String

    package init(_ operation: Operation, _ key: IdempotencyKey) {
        digest = Digest.hexadecimal("\(operation.rawValue)\n\(key.rawValue)".utf8)
    }

    package init?(databaseValue: DatabaseValue) {
        guard let digest = String(databaseValue: databaseValue) else { return nil }
        self.digest = digest
    }

    package var databaseValue: DatabaseValue { .text(digest) }
}

/// SHA-256 in hexadecimal.
enum Digest {
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Data(bytes)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
