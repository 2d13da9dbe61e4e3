package import Foundation

/// The outcome of an audit.
package struct AuditReport: Codable, Sendable, Equatable {
    /// How much was compared.
    package struct Counts: Codable, Sendable, Equatable {
        package var orders = 0
        package var confirmedOrders = 0
        package var acknowledgedOrders = 0
        package var skus = 0
        package var reservations = 0
        package var payments = 0
        /// Nil where the provider's books could not be read.
        package var charges: Int?
        /// Orders that are not final yet but too young to be late; they were left out of the comparisons.
        package var ordersUnderWay = 0
    }

    /// Findings of one code beyond this many are only counted.
    package static let findingsPerCode = 100

    package let at: Date
    /// Whether everything adds up.
    package let isClean: Bool
    package let checked: Counts
    /// The number of findings by code, of all of them.
    package let totals: [AuditFinding.Code: Int]
    /// The first of each code, in the order of the codes.
    package let findings: [AuditFinding]

    init(at: Date, checked: Counts, totals: [AuditFinding.Code: Int], findings: [AuditFinding]) {
        self.at = at
        self.isClean = totals.isEmpty
        self.checked = checked
        self.totals = totals
        self.findings = findings
    }
}
