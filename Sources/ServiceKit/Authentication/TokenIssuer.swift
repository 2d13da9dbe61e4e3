import Crypto
package import Foundation
import JWTKit

/// Signs tokens with Ed25519. Only whoever holds the private key can make one; the services get the public key alone.
package struct TokenIssuer: Sendable {
    /// Tokens of people end after this many seconds.
    package static let adminLifetime: TimeInterval = 30 * 24 * 3600
    /// Tokens of services, which an operator rotates, end after this many seconds.
    package static let serviceLifetime: TimeInterval = 365 * 24 * 3600

    private let privateKey: Curve25519.Signing.PrivateKey
    private let now: @Sendable () -> Date

    private init(privateKey: Curve25519.Signing.PrivateKey, now: @escaping @Sendable () -> Date) {
        self.privateKey = privateKey
        self.now = now
    }

    /// A new key, for tests and for the first start of a shop.
    package static func ephemeral(now: @escaping @Sendable () -> Date = { Date() }) -> TokenIssuer {
        TokenIssuer(privateKey: Curve25519.Signing.PrivateKey(), now: now)
    }

    /// Reads a key written by ``privateKeyText``. Throws when it is none.
    package init(privateKeyText: String, now: @escaping @Sendable () -> Date = { Date() }) throws {
        guard let raw = Data(base64Encoded: privateKeyText.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TokenKeyError.notBase64
        }
        self.init(privateKey: try Curve25519.Signing.PrivateKey(rawRepresentation: raw), now: now)
    }

    /// 32 bytes in base64. A secret.
    package var privateKeyText: String { privateKey.rawRepresentation.base64EncodedString() }

    /// 32 bytes in base64, for ``TokenVerifier/init(publicKeyText:)``.
    package var publicKeyText: String { privateKey.publicKey.rawRepresentation.base64EncodedString() }

    package func admin(subject: String) async throws -> String {
        try await token(subject: subject, role: .admin, lifetime: Self.adminLifetime)
    }

    package func service(_ name: String) async throws -> String {
        try await token(subject: name, role: .service, lifetime: Self.serviceLifetime)
    }

    package func verifier() async throws -> TokenVerifier {
        try await TokenVerifier(publicKeyText: publicKeyText)
    }

    private func token(subject: String, role: TokenClaims.Role, lifetime: TimeInterval) async throws -> String {
        let keys = JWTKeyCollection()
        await keys.add(eddsa: EdDSA.PrivateKey(backing: privateKey))
        let issued = now()
        let claims = TokenClaims(
            iss: IssuerClaim(value: TokenClaims.issuer), sub: SubjectClaim(value: subject), iat: IssuedAtClaim(value: issued),
            exp: ExpirationClaim(value: issued.addingTimeInterval(lifetime)), role: role)
        return try await keys.sign(claims)
    }
}

/// Why a key file cannot be used.
package enum TokenKeyError: Error, Equatable {
    case notBase64
}
