/// What ``ReloadState`` is told.
package enum ReloadEvent: Sendable, Equatable {
    /// A look at the source. `isAtomic` when its content is swapped as a whole, so that what was seen is complete.
    case seen(Sighting, isAtomic: Bool)
    /// The content with this hash is valid.
    case accepted(String)
    /// It is not, and why.
    case refused(String, [ConfigFault])
    /// The revision with this hash is safely in the last good place.
    case persisted(String)
    /// It could not be written there.
    case persistFailed(String)
}
