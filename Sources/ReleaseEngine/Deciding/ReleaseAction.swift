/// Something to be done to the world. Each may be done again without harm, and each is derived anew from what is seen.
package enum ReleaseAction: Codable, Sendable, Hashable {
    /// Writes the route, with its intent noted on it, only if it still has the resource version (nil: only if there is none).
    case setRoute(TrafficSplit, intent: RouteIntent, expecting: String?)
    /// Sees to it that a version has at least so many replicas; one that has more keeps them.
    case ensureReplicas(version: String, atLeast: Int)
    /// Marks the version as the one that serves, and takes the mark from any other.
    case markStable(version: String)
    /// Scales a version that gets no requests to nothing.
    case retire(version: String)
}
