package import Foundation

/// An instant as the tables hold it: whole milliseconds since 1970, rounded to the nearest.
extension Date: DatabaseRepresentable {
    package var databaseValue: DatabaseValue { .integer(milliseconds) }

    package init?(databaseValue: DatabaseValue) {
        guard case .integer(let milliseconds) = databaseValue else { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// Milliseconds since 1970.
    package var milliseconds: Int { Int((timeIntervalSince1970 * 1000).rounded()) }

    package init(milliseconds: Int) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// The instant as it will be read back, so that a value is the same before and after it has been stored.
    package var asStored: Date { Date(milliseconds: milliseconds) }
}
