package import KubeModel

/// Which clusters begin to get requests, and which cease to, when one set of routes takes the place of another.
package struct TrafficShift {
    package let arriving: Set<String>
    package let leaving: Set<String>

    /// Nothing changes.
    static let none = TrafficShift(from: [JSON](), to: [JSON]())

    /// - Parameters: Route configurations.
    package init(from old: some Collection<JSON>, to new: some Collection<JSON>) {
        let (before, after) = (ClusterReferences.served(by: old), ClusterReferences.served(by: new))
        arriving = after.subtracting(before)
        leaving = before.subtracting(after)
    }
}
