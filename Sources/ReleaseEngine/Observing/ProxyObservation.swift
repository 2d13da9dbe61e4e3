/// What one proxy has confirmed.
package struct ProxyObservation: Codable, Sendable, Hashable {
    package var name: String
    /// The route's generation it works by.
    package var generation: Int
    /// The percentage it gives the new version.
    package var newWeight: Int

    package init(name: String, generation: Int, newWeight: Int) {
        self.name = name
        self.generation = generation
        self.newWeight = newWeight
    }
}
