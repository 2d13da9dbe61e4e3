/// What an ``ObjectStream`` tells.
package enum ObjectUpdate: Sendable, Equatable {
    /// All objects as they are now; whatever is not among them is gone. The first update, and again after each new list.
    case synced(ObjectList)
    /// One object that is added or changed.
    case changed(KubeObject)
    /// One object that is gone, as it was last.
    case deleted(KubeObject)
    /// The API cannot be had: what was told last may be out of date. It is tried again; told once for each failure.
    case interrupted(StatusError)
    /// The API is back, and nothing was missed.
    case resumed
}
