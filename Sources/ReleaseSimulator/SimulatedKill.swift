/// Where a controller dies.
package struct SimulatedKill: Sendable, Hashable {
    /// A place in a pass.
    package enum Place: Sendable, Hashable {
        case beforePersisting
        /// With so many of the actions done.
        case afterActions(Int)
    }

    /// The number of the pass, from 0.
    package var pass: Int
    package var place: Place

    package init(pass: Int, place: Place) {
        self.pass = pass
        self.place = place
    }
}
