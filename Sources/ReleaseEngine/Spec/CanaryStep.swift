/// One step of a canary release.
package struct CanaryStep: Codable, Sendable, Hashable {
    /// Percent of the requests that the new version gets.
    package var weight: Int
    /// How long it is watched at least, counted from when every proxy has the weight.
    package var hold: Duration

    package init(weight: Int, hold: Duration) {
        self.weight = weight
        self.hold = hold
    }
}
