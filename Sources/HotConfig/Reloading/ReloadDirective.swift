/// What ``ReloadState`` wants done.
package enum ReloadDirective: Sendable, Equatable {
    /// Where a revision came from.
    package enum Origin: Sendable, Equatable {
        case source
        case lastGood
    }

    /// Parse and check the content just seen, and tell the outcome.
    case validate(String)
    /// Make it the running revision.
    case apply(String, from: Origin)
    /// Write the running revision to the last good place, and tell the outcome.
    case persist(String)
    /// Report what the source holds as refused.
    case reject(Sighting, [ConfigFault])
    /// Report that the source holds the running revision again: the refused one is gone.
    case resolve
    /// Report that the last good revision is of no use.
    case reportLastGood([ConfigFault])
}
