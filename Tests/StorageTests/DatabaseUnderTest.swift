import Testing
import Storage
import StorageSQLite
import TestKit

/// Every implementation of `Database`: the contract suites run against each.
enum DatabaseUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case sqlite

    var testDescription: String { rawValue }

    func withDatabase(_ body: (any Database) async throws -> Void) async throws {
        switch self {
        case .sqlite: try await withTemporaryDatabase { try await body($0) }
        }
    }
}
