/// What is still to be given back. Both steps may be repeated, and both close the order for ever at the service they ask.
package struct Unwinding: Codable, Sendable, Equatable {
    package var needsVoid: Bool
    package var needsRelease: Bool

    package init(needsVoid: Bool, needsRelease: Bool) {
        self.needsVoid = needsVoid
        self.needsRelease = needsRelease
    }

    /// Money first: it is what the customer misses.
    package static let everything = Unwinding(needsVoid: true, needsRelease: true)
    /// For an order whose payment was never asked for, or was refused for good.
    package static let stockOnly = Unwinding(needsVoid: false, needsRelease: true)

    package var isOver: Bool { !needsVoid && !needsRelease }
    package var nextStep: SagaStep { needsVoid ? .void : .release }
}
