import Crypto

/// A value that must not be seen: a password, a key, a token. Whatever prints, dumps or interpolates it shows `redacted`.
/// Two are compared in constant time.
package struct Secret: Sendable {
    /// What stands wherever the value would.
    package static let redacted = "redacted"

    private let bytes: [UInt8]

    package init(_ text: String) {
        self.bytes = Array(text.utf8)
    }

    /// Whether there is none: an optional secret that nobody set.
    package var isEmpty: Bool { bytes.isEmpty }

    /// The value itself. For handing to what needs it, at the moment it is needed; never to keep, log or send elsewhere.
    package func reveal() -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Lends the bytes without a copy. The pointer must not leave the closure.
    package func withUnsafeValue<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}

extension Secret: Equatable {
    /// Compares digests byte for byte to the end, so that the time taken tells neither the place of a difference nor the length.
    package static func == (left: Secret, right: Secret) -> Bool {
        let difference = zip(SHA256.hash(data: left.bytes), SHA256.hash(data: right.bytes)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Self.redacted }
    package var debugDescription: String { Self.redacted }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
