import Crypto
import Foundation
package import KubeModel

/// The bearer tokens of the API: the administrator's, a random one in the file `admin.token`, and those of service accounts, JSON web
/// tokens signed with the key in `token.key`. Both files lie in one folder, so that all tokens outlive the server.
package struct AccessTokens: Sendable {
    /// What the administrator shows: 256 random bits in hexadecimal.
    package let administrator: String
    private let key: SymmetricKey

    private static let issuer = "https://kubernetes.default.svc"
    /// The header of every token: `{"alg":"HS256","typ":"JWT"}`.
    private static let header = Base64URL.text(of: Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

    /// Reads the folder and makes what is missing.
    package init(folder path: String) throws {
        let folder = try PrivateFolder(path)
        administrator = try Self.secret("admin.token", in: folder)
        key = SymmetricKey(data: Array(try Self.secret("token.key", in: folder).utf8))
    }

    private static func secret(_ name: String, in folder: PrivateFolder) throws -> String {
        if let stored = try folder.read(name), stored.utf8.count >= 64 { return stored }
        let made = SymmetricKey(size: .bits256).withUnsafeBytes { $0.map { String(format: "%02x", $0) }.joined() }
        try folder.write(made + "\n", to: name)
        return made
    }

    /// A token for a service account.
    package func token(for account: ServiceAccount, at now: KubeTime, lifetime: Duration) -> String {
        var named: JSON = ["name": .string(account.name)]
        if let uid = account.uid { named["uid"] = .string(uid) }
        var bound: JSON = ["namespace": .string(account.namespace), "serviceaccount": named]
        if let pod = account.pod { bound["pod"] = ["name": .string(pod.name), "uid": .string(pod.uid)] }
        let claims: JSON = [
            "iss": .string(Self.issuer), "aud": [.string(Self.issuer)], "sub": .string(account.userName),
            "iat": .integer(now.seconds), "exp": .integer((now + lifetime).seconds),
            "kubernetes.io": bound,
        ]
        let signed = "\(Self.header).\(Base64URL.text(of: claims.bytes))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key)
        return "\(signed).\(Base64URL.text(of: Array(code)))"
    }

    /// Who shows `token`; nil for one that is not ours or has expired. Takes the same time however much of it is right.
    package func identity(of token: String, now: KubeTime) -> Identity? {
        if SHA256.hash(data: Array(token.utf8)) == SHA256.hash(data: Array(administrator.utf8)) { return .administrator }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.header, let code = Base64URL.bytes(of: parts[2]),
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array("\(parts[0]).\(parts[1])".utf8), using: key),
            let payload = Base64URL.bytes(of: parts[1]), let claims = try? JSON(parsing: payload),
            let expiry = claims["exp"].int, expiry > now.seconds
        else { return nil }
        return Self.account(in: claims["kubernetes.io"]).map(Identity.init)
    }

    private static func account(in claims: JSON) -> ServiceAccount? {
        guard let namespace = claims["namespace"].string, let name = claims["serviceaccount"]["name"].string else { return nil }
        var pod: ServiceAccount.Pod?
        if let podName = claims["pod"]["name"].string, let uid = claims["pod"]["uid"].string {
            pod = ServiceAccount.Pod(name: podName, uid: uid)
        }
        return ServiceAccount(namespace: namespace, name: name, uid: claims["serviceaccount"]["uid"].string, pod: pod)
    }
}
