package import Foundation

/// A payment as it stands in the database.
package struct PaymentRecord: Sendable, Equatable {
    package var machine: PaymentMachine
    /// Counts the changes of ``machine``: an answer of the provider counts only if this is as it was when the call went out.
    package var version: Int
    /// The attempts in a row that resolved nothing.
    package var attempts: Int
    /// When an unresolved payment is to be taken up next; nil when nothing is open.
    package var resolveAt: Date?
    /// When anybody last worked on it.
    package var updatedAt: Date
}

/// What a durable transition leaves to be done.
package struct PaymentStep: Sendable {
    package let record: PaymentRecord
    package let directives: [PaymentDirective]
}
