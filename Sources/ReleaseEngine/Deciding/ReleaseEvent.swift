/// What people are told.
package struct ReleaseEvent: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable {
        case normal = "Normal"
        case warning = "Warning"
    }

    package var kind: Kind
    package var reason: String
    package var message: String
}
