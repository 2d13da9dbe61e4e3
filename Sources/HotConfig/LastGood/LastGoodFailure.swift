/// Why the last good revision could not be loaded or saved.
package enum LastGoodFailure: Error, Sendable, Equatable {
    case unreadable(path: String, reason: String)
    /// What is there is not a record, or was damaged.
    case corrupt(path: String)
    /// It is another service's.
    case foreign(path: String, service: String)
    case unwritable(path: String, reason: String)

    var fault: ConfigFault { ConfigFault(key: "(last good)", reason: description) }
}

extension LastGoodFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .corrupt(let path): "\(path): is damaged; remove it, it is written anew with the next valid revision"
        case .foreign(let path, let service): "\(path): belongs to the \(service) service; give each service its own"
        case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
        }
    }
}
