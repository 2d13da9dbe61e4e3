import Crypto
import Foundation
import HTTPTypes
package import Hummingbird

/// A strong entity tag of a representation: the first 128 bits of its SHA-256, in hexadecimal and quotes (RFC 9110, section 8.8.3).
package func entityTag(of bytes: some Sequence<UInt8>) -> String {
    let digest = SHA256.hash(data: Data(bytes)).prefix(16)
    return "\"" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
}

extension Request {
    /// Whether `If-None-Match` names this tag, by weak comparison, or is `*` (RFC 9110, section 13.1.2): answer 304.
    package func matchesETag(_ tag: String) -> Bool {
        guard let header = headers[.ifNoneMatch] else { return false }
        return Self.names(tag, in: header, weakly: true)
    }

    /// Whether `If-Match` is there and names neither this tag, by strong comparison, nor `*` (RFC 9110, section 13.1.1): answer 412.
    package func failsIfMatch(_ tag: String) -> Bool {
        guard let header = headers[.ifMatch] else { return false }
        return !Self.names(tag, in: header, weakly: false)
    }

    private static func names(_ tag: String, in header: String, weakly: Bool) -> Bool {
        header.split(separator: ",").contains { candidate in
            var text = candidate.trimmingCharacters(in: .whitespaces)
            if text == "*" { return true }
            if weakly, text.hasPrefix("W/") { text.removeFirst(2) }
            return text == tag
        }
    }
}
