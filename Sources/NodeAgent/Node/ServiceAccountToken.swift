package import Foundation

/// Which token a pod asks for.
package struct TokenRequest: Sendable, Hashable {
    package let namespace: String
    package let serviceAccount: String
    package let podName: String
    package let podUID: String
    /// Nil is the API server's own.
    package let audience: String?
    /// How long it should be good for, in seconds.
    package let lifetime: Int
}

/// A token of a service account, for a pod.
package struct ServiceAccountToken: Sendable, Equatable {
    package let text: String
    package let expiry: Date

    package init(text: String, expiry: Date) {
        self.text = text
        self.expiry = expiry
    }
}
