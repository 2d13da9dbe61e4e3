/// The weights that are wanted. It is persisted before the route is written, so that whoever comes next knows what was meant.
package struct WeightIntent: Codable, Sendable, Hashable {
    /// Grows with every intent, also from one release of a service to the next.
    package var number: Int
    package var split: TrafficSplit
    package var since: Moment
}
