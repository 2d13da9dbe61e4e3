import Foundation
import JWTKit

/// The claims of the shop's own tokens (RFC 7519): `iss` is always `souk`, `role` says which kind of principal `sub` is.
struct TokenClaims: JWTPayload {
    enum Role: String, Codable { case admin, service }

    static let issuer = "souk"

    var iss: IssuerClaim
    var sub: SubjectClaim
    var iat: IssuedAtClaim
    var exp: ExpirationClaim
    var role: Role

    func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss.value == Self.issuer else {
            throw JWTError.claimVerificationFailure(failedClaim: iss, reason: "was not issued by this shop")
        }
        try exp.verifyNotExpired()
    }

    var principal: Principal {
        switch role {
        case .admin: .admin(subject: sub.value)
        case .service: .service(name: sub.value)
        }
    }
}
