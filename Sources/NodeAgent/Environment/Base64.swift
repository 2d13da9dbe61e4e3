import Foundation

/// The text form of bytes in Secrets.
package enum Base64 {
    /// Nil when `text` is not Base64.
    package static func decode(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }
}
