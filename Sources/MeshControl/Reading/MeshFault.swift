/// Why an object cannot become configuration: at which field, and what to do.
package struct MeshFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A path such as `spec.http[0].route[1].destination.subset`.
    package let field: String
    package let message: String
    /// What it refers to is not there yet: the object may become good without being changed.
    package let isUnresolved: Bool

    package init(field: String, message: String, isUnresolved: Bool = false) {
        self.field = field
        self.message = message
        self.isUnresolved = isUnresolved
    }

    package var description: String { "\(field): \(message)" }
}
