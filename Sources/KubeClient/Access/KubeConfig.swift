/// How an API server is reached, and as whom.
package struct KubeConfig: Sendable, Equatable {
    package enum Credential: Sendable, Equatable {
        case anonymous
        case token(String)
        /// Read again when it changes, for tokens of service accounts are rotated.
        case tokenFile(String)
        /// PEM.
        case certificate(chain: [UInt8], key: [UInt8])
    }

    /// Scheme, host and port: `https://127.0.0.1:8001`.
    package var server: String
    /// The certificates that the server's must be signed by, in PEM; nil for those that the system trusts.
    package var authority: [UInt8]?
    package var credential: Credential
    /// False only where the user has said so; a client then warns.
    package var verifiesServer = true
    /// Where objects without a namespace go.
    package var namespace: String
    /// Where all this was read, for messages.
    package var origin: String

    package init(
        server: String, authority: [UInt8]? = nil, credential: Credential = .anonymous, namespace: String = "default",
        origin: String = "the given configuration"
    ) {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.authority = authority
        self.credential = credential
        self.namespace = namespace
        self.origin = origin
    }
}

/// Why an API server's access cannot be read: where, at which key, what is wrong and what to do.
package struct KubeConfigFault: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    /// Such as `clusters[0].cluster.server`; empty when the whole is meant.
    package let key: String
    package let reason: String

    package init(path: String, key: String = "", reason: String) {
        self.path = path
        self.key = key
        self.reason = reason
    }

    package var description: String { key.isEmpty ? "\(path): \(reason)" : "\(path): \(key): \(reason)" }
}
