import Crypto
package import Foundation
import JWTKit
import Synchronization

/// Tells who a bearer token belongs to. Verified tokens are remembered, since a signature costs more than most requests.
package final class TokenVerifier: Sendable {
    private struct Known {
        var principal: Principal
        var expires: Date
    }

    private static let capacity = 1024
    /// Longer than any token we sign.
    private static let maximumLength = 2048

    private let keys: JWTKeyCollection
    private let known = Mutex<[String: Known]>([:])

    /// Throws when the text is not the base64 of an Ed25519 public key.
    package init(publicKeyText: String) async throws {
        guard let raw = Data(base64Encoded: publicKeyText.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TokenKeyError.notBase64
        }
        keys = JWTKeyCollection()
        await keys.add(eddsa: EdDSA.PublicKey(backing: try Curve25519.Signing.PublicKey(rawRepresentation: raw)))
    }

    /// When a token of ours ends; nil for one that is not ours, or has ended.
    package func expiry(of token: String) async -> Date? {
        try? await keys.verify(token, as: TokenClaims.self).exp.value
    }

    /// The principal of a token; anonymous for any that is not ours, was changed, or has expired.
    package func principal(of token: String) async -> Principal {
        guard token.utf8.count <= Self.maximumLength, token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else { return .anonymous }
        if let hit = known.withLock({ $0[token] }), hit.expires > Date() { return hit.principal }
        guard let claims = try? await keys.verify(token, as: TokenClaims.self) else { return .anonymous }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[token] = Known(principal: claims.principal, expires: claims.exp.value)
        }
        return claims.principal
    }
}
