/// What was found in one place at the start.
package enum StartVerdict: Sendable, Equatable {
    /// A valid revision, by its hash.
    case accepted(String)
    case refused(Sighting, [ConfigFault])
}
