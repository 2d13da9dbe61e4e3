import Crypto
import Foundation
package import ProductAPI

/// The place after the last product of a page. Opaque to clients; it is only good for the filters it came from.
package struct CatalogCursor: Sendable, Equatable {
    /// The rank of the last product in a search; 0 without one.
    package let score: Int
    package let handle: String

    private static let version = "1"
    private static let maximumLength = 1_024

    package init(score: Int, handle: String) {
        self.score = score
        self.handle = handle
    }

    /// Reads what ``encoded(for:)`` wrote. Nil for anything else, and for a cursor of other filters.
    package init?(_ text: String, for query: ProductQuery) {
        guard text.utf8.count <= Self.maximumLength, let data = Data(base64URL: text) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == Self.version, parts[1] == Self.fingerprint(of: query) else { return nil }
        guard let score = Int(parts[2]), score >= 0, !parts[3].isEmpty, parts[3].utf8.allSatisfy({ $0 > 0x20 }) else { return nil }
        self.init(score: score, handle: String(parts[3]))
    }

    package func encoded(for query: ProductQuery) -> String {
        Data([Self.version, Self.fingerprint(of: query), String(score), handle].joined(separator: "\n").utf8).base64URL
    }

    private static func fingerprint(of query: ProductQuery) -> String {
        let filters = SearchTerms.query(query.search ?? "").joined(separator: " ") + "\n" + (query.category ?? "")
        return Data(SHA256.hash(data: Data(filters.utf8)).prefix(6)).base64URL
    }
}

extension Data {
    /// Base64 with the alphabet for addresses and no padding (RFC 4648, section 5).
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    fileprivate init?(base64URL text: String) {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        self.init(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding)
    }
}
