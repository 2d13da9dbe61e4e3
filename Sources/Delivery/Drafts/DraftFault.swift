/// Why a release cannot be drafted: what is wrong, where, and what to do.
package struct DraftFault: Error, CustomStringConvertible, Sendable, Hashable {
    package let description: String

    package init(_ description: String) { self.description = description }
}
