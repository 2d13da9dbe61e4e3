import Crypto
import Foundation
import ServiceKit

/// A folder of secrets, one to a file. Vault's agent renders the same files in a pod, and there only those the service needs.
struct SecretFolder: Sendable {
    let path: String

    /// Signs tokens. The operator's alone: no service reads it.
    private var signingKey: String { path + "/token-signing.key" }
    private var verificationKey: String { path + "/token-verification.key" }
    private var orderTokenKey: String { path + "/order-token.key" }
    private func serviceToken(_ service: ServiceName) -> String { "\(path)/\(service.principal).token" }

    /// What of its life a token must have left; one with less is made anew, so that no shop stands still because it has grown old.
    private static let (serviceMargin, adminMargin): (TimeInterval, TimeInterval) = (30 * 24 * 3600, 3 * 24 * 3600)

    /// Makes the keys and tokens that are missing, in an order in which an interruption leaves nothing that does not fit together. A token
    /// that is about to end, or does not fit the key, is as good as missing.
    func createMissing(adminToken: String) async throws {
        let isMissing = { (file: String) in !FileManager.default.fileExists(atPath: file) }
        if isMissing(signingKey) { try PrivateFile.write(TokenIssuer.ephemeral().privateKeyText + "\n", to: signingKey) }
        let issuer = try TokenIssuer(privateKeyText: try PrivateFile.read(signingKey, hint: Self.hint))
        if (try? PrivateFile.read(verificationKey, hint: Self.hint)) != issuer.publicKeyText {
            try PrivateFile.write(issuer.publicKeyText + "\n", to: verificationKey)
        }
        if isMissing(orderTokenKey) {
            let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
            try PrivateFile.write(key + "\n", to: orderTokenKey)
        }
        let verifier = try await issuer.verifier()
        for service in ServiceName.allCases where await !Self.holds(serviceToken(service), for: Self.serviceMargin, verifier) {
            try PrivateFile.write(try await issuer.service(service.principal) + "\n", to: serviceToken(service))
        }
        if await !Self.holds(adminToken, for: Self.adminMargin, verifier) {
            try PrivateFile.write(try await issuer.admin(subject: "owner") + "\n", to: adminToken)
        }
    }

    /// Whether the file has a token that lasts for so many seconds more.
    private static func holds(_ file: String, for margin: TimeInterval, _ verifier: TokenVerifier) async -> Bool {
        guard let token = try? PrivateFile.read(file, hint: hint), let expiry = await verifier.expiry(of: token) else { return false }
        return expiry.timeIntervalSinceNow > margin
    }

    func tokenVerifier() async throws -> TokenVerifier {
        try await TokenVerifier(publicKeyText: try PrivateFile.read(verificationKey, hint: Self.hint))
    }

    func token(of service: ServiceName) throws -> String {
        try PrivateFile.read(serviceToken(service), hint: Self.hint)
    }

    /// The key from which the access tokens of orders are derived, 32 bytes.
    func orderAccessKey() throws -> SymmetricKey {
        let text = try PrivateFile.read(orderTokenKey, hint: Self.hint)
        guard let bytes = Data(base64Encoded: text), bytes.count >= 32 else {
            throw CommandFailure("\(orderTokenKey) must hold at least 32 bytes in base64.")
        }
        return SymmetricKey(data: bytes)
    }

    private static let hint = "`souk init` makes the secrets of a shop on one machine; in a pod, look at what renders /vault/secrets."
}
