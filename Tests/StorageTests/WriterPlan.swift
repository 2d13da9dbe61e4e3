import Storage
import Testing

/// What one of many concurrent writers does to the table `notes`, which has a row `taken`.
enum WriterPlan: CaseIterable {
    case good
    case throwsBeforeWriting
    case throwsAfterWriting
    case violation
    case caughtViolation

    private struct Refused: Error, Equatable {
        let index: Int
    }

    var isGood: Bool { self == .good || self == .caughtViolation }

    func run(_ index: Int, on connection: any DatabaseConnection) throws {
        if self == .throwsBeforeWriting { throw Refused(index: index) }
        try connection.addNote("n\(index)")
        switch self {
        case .good, .throwsBeforeWriting: break
        case .throwsAfterWriting: throw Refused(index: index)
        case .violation: try connection.addNote("taken")
        case .caughtViolation: #expect(throws: DatabaseError.self) { try connection.addNote("taken") }
        }
    }

    /// Whether `outcome` is what this writer had to hear, and not another's answer.
    func agrees(with outcome: Result<Void, any Error>?, of index: Int) -> Bool {
        switch outcome {
        case nil: return false
        case .success: return isGood
        case .failure(DatabaseError.uniqueViolation): return self == .violation
        case .failure(let error):
            return (self == .throwsBeforeWriting || self == .throwsAfterWriting) && error as? Refused == Refused(index: index)
        }
    }
}
