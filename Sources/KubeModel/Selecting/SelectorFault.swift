/// Why a selector cannot be read.
package struct SelectorFault: Error, Equatable, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }

    package var description: String { reason }

    /// The refusal of a request with such a selector: 400.
    package var status: StatusError { .badRequest(reason) }
}
