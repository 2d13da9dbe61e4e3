/// What people are told.
package struct ReleaseEvent: Codable, Sendable, Hashable {
    /// The kinds that Kubernetes knows.
    package enum Kind: String, Codable, Sendable {
        case normal = "Normal"
        case warning = "Warning"
    }

    package var kind: Kind
    /// One word in camel case, for machines.
    package var reason: String
    package var message: String
}
