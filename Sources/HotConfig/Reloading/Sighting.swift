/// What one look at the source found.
package enum Sighting: Sendable, Equatable {
    /// Readable content, by its hash.
    case content(String)
    case failure(SourceFailure)

    var hash: String? {
        switch self {
        case .content(let hash): hash
        case .failure: nil
        }
    }
}
