/// How far a metric may be from its target without any scaling.
package struct Tolerance: Sendable, Equatable {
    package let up: Double
    package let down: Double

    package init(up: Double, down: Double) {
        self.up = up
        self.down = down
    }

    /// - Parameter ratio: Of the metric to its target.
    package func covers(_ ratio: Double) -> Bool { (1 - down)...(1 + up) ~= ratio }
}
