/// A proxy that works by a route some time after it was written.
struct SimulatedProxy: Sendable {
    /// A route on its way to the proxy.
    struct Update: Sendable {
        var generation: Int
        var weight: Int
        var at: Double
    }

    var name: String
    var generation = 1
    var weight = 0
    var pending: [Update] = []

    /// Works by the newest route that has arrived.
    mutating func catchUp(to time: Double) {
        for update in pending where update.at <= time && update.generation > generation {
            generation = update.generation
            weight = update.weight
        }
        pending.removeAll { $0.at <= time }
    }
}
