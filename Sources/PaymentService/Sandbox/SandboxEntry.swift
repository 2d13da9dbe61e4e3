package import Commerce

/// One charge in the sandbox's books, for the audit.
package struct SandboxEntry: Sendable, Equatable {
    package let order: OrderID
    /// `processing`, `authorized`, `declined`, `captured` or `voided`.
    package let status: String
    package let authorized: Money
    /// How many times money was taken.
    package let captures: Int
    package let captured: Money
    package let refunded: Money
}
