import Synchronization
import HTTPTypes
import Hummingbird
import KubeModel

/// Tells who a request comes from, by its bearer token.
struct Authenticator: Sendable {
    let tokens: AccessTokens
    let store: ObjectStore

    /// Throws 401 for a request without a token that is good now.
    func identity(of request: Request) throws(StatusError) -> Identity {
        guard let header = request.headers[.authorization], header.utf8.count <= 8_192, header.lowercased().hasPrefix("bearer ") else {
            throw .unauthorized
        }
        let token = String(header.dropFirst("bearer ".count).drop { $0 == " " })
        guard let identity = tokens.identity(of: token, now: store.time), isAlive(identity) else { throw .unauthorized }
        return try Impersonation(request.headers)?.identity(for: identity) ?? identity
    }

    /// Whether the account and the pod still exist to which a service account's token is bound.
    private func isAlive(_ identity: Identity) -> Bool {
        guard let account = identity.account else { return true }
        return exists(.serviceAccounts, account.name, uid: account.uid, in: account.namespace)
            && exists(.pods, account.pod?.name ?? "", uid: account.pod?.uid, in: account.namespace)
    }

    /// Without a UID nothing is bound to it.
    private func exists(_ type: ResourceType, _ name: String, uid: String?, in namespace: String) -> Bool {
        guard let uid else { return true }
        return store.state.withLock { $0.object(ObjectKey(type, namespace: namespace, name: name)) }?.uid == uid
    }
}
