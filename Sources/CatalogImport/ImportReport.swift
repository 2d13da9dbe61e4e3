/// What became of a file: the answer of `POST /api/admin/imports`.
package struct ImportReport: Codable, Sendable, Equatable {
    /// Faults and skipped rows beyond this many are only counted.
    package static let listLimit = 200

    /// Whether nothing was written.
    package var dryRun: Bool
    /// Products that were new.
    package var created = 0
    /// Products that were there and differed.
    package var updated = 0
    /// Products that were there just so.
    package var unchanged = 0
    /// The first faults, up to ``listLimit``.
    package private(set) var rejected: [RowFault] = []
    package private(set) var rejectedTotal = 0
    /// The first rows left out on purpose, up to ``listLimit``.
    package private(set) var skipped: [SkippedRow] = []
    package private(set) var skippedTotal = 0

    package init(dryRun: Bool) { self.dryRun = dryRun }

    package mutating func record(_ fault: RowFault) {
        rejectedTotal += 1
        if rejected.count < Self.listLimit { rejected.append(fault) }
    }

    package mutating func record(_ row: SkippedRow) {
        skippedTotal += 1
        if skipped.count < Self.listLimit { skipped.append(row) }
    }
}
