import GRDB
import Storage

extension Storage.DatabaseError {
    /// The shop's error for one of GRDB's; any other error as it is.
    static func translating(_ error: any Error) -> any Error {
        guard let error = error as? GRDB.DatabaseError else { return error }
        return Storage.DatabaseError(error)
    }

    private init(_ error: GRDB.DatabaseError) {
        let message = error.description
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            self = .uniqueViolation(message)
        case .SQLITE_CONSTRAINT:
            self = .constraintViolation(message)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_PROTOCOL, .SQLITE_INTERRUPT:
            self = .unavailable(message)
        default:
            self = .failed(message)
        }
    }
}
