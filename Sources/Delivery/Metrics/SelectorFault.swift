/// Why a text is no selector that can be evaluated here.
package struct SelectorFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where, counted in characters (Unicode scalars) from 1.
    package let position: Int
    package let message: String

    package init(at position: Int, _ message: String) {
        self.position = position
        self.message = message
    }

    package var description: String { "at character \(position): \(message)" }
}
