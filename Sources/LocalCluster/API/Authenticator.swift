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

    /// Whether the pod still exists to which a service account's token is bound.
    private func isAlive(_ identity: Identity) -> Bool {
        guard let account = identity.account, let pod = account.pod else { return true }
        let key = ObjectKey(.pods, namespace: account.namespace, name: pod.name)
        return store.state.withLock { $0.object(key) }?.uid == pod.uid
    }
}
