/// A rule that binds several keys together.
package struct ConfigRule: Sendable, Equatable {
    package let keys: [String]
    /// What must hold, in words.
    package let reason: String
}
