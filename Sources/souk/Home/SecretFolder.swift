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

    /// Makes the keys and tokens that are missing, in an order in which an interruption leaves nothing that does not fit together.
    func createMissing(adminToken: String) async throws {
        let isMissing = { (file: String) in !FileManager.default.fileExists(atPath: file) }
        if isMissing(signingKey) { try PrivateFile.write(TokenIssuer.ephemeral().privateKeyText + "\n", to: signingKey) }
        let issuer = try TokenIssuer(privateKeyText: try PrivateFile.read(signingKey, hint: Self.hint))
        if isMissing(verificationKey) { try PrivateFile.write(issuer.publicKeyText + "\n", to: verificationKey) }
        if isMissing(orderTokenKey) {
            let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
            try PrivateFile.write(key + "\n", to: orderTokenKey)
        }
        for service in ServiceName.allCases where isMissing(serviceToken(service)) {
            try PrivateFile.write(try await issuer.service(service.principal) + "\n", to: serviceToken(service))
        }
        if isMissing(adminToken) { try PrivateFile.write(try await issuer.admin(subject: "owner") + "\n", to: adminToken) }
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
