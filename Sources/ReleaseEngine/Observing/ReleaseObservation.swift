/// What the controller sees of the world when it looks.
///
/// The metrics are read after the route, so that none of their samples is older than what the proxies had confirmed by then.
package struct ReleaseObservation: Codable, Sendable, Hashable {
    /// The service's versions by name; one that is not there does not exist.
    package var versions: [String: VersionObservation]
    /// The version that is marked as the one that serves.
    package var markedStable: String?
    package var route: RouteObservation?
    /// What the sources say, by the name of the limit; a name that is missing counts as a failing source.
    package var metrics: [String: MetricReading]
    /// Another release of this service that has not come to its end yet and was there first.
    package var blockedBy: String?
    /// A newer release of this service that waits for this one to make way.
    package var supersededBy: String?
    /// What somebody has put in the place of both versions, past every release; it stays.
    package var overriddenBy: String?

    package init(
        versions: [String: VersionObservation], markedStable: String?, route: RouteObservation?, metrics: [String: MetricReading] = [:],
        blockedBy: String? = nil, supersededBy: String? = nil
    ) {
        self.versions = versions
        self.markedStable = markedStable
        self.route = route
        self.metrics = metrics
        self.blockedBy = blockedBy
        self.supersededBy = supersededBy
    }
}
