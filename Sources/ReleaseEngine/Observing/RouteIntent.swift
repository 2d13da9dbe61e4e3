/// Which release wrote the route, and with which of its intents; a fencing token.
package struct RouteIntent: Codable, Sendable, Hashable {
    /// The release by its ``ReleaseSpec/id``.
    package var release: String
    /// Grows with every intent, also from one release of a service to the next.
    package var number: Int

    package init(release: String, number: Int) {
        self.release = release
        self.number = number
    }
}
