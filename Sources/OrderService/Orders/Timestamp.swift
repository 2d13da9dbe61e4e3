package import Foundation
package import Storage

/// An instant as the tables hold it: whole milliseconds since 1970.
package struct Timestamp: DatabaseRepresentable, Sendable, Hashable {
    package let milliseconds: Int

    package init(_ date: Date) {
        milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
    }

    package init?(databaseValue: DatabaseValue) {
        guard case .integer(let milliseconds) = databaseValue else { return nil }
        self.milliseconds = milliseconds
    }

    package var databaseValue: DatabaseValue { .integer(milliseconds) }
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
