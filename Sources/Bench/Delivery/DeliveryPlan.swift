/// What is measured, and how long.
struct DeliveryPlan: Codable, Sendable {
    enum Part: String, CaseIterable, Codable, Sendable {
        case good, bad, crash, resume, config, harm, simulation
    }

    let parts: [Part]
    let catalogue: String
    /// Visitors a second.
    let rate: Double
    /// Requests over good releases, in each of the two modes.
    let requests: Int
    /// How often each kind of bad release, crash and kill is measured.
    let rounds: Int
    /// Simulated releases of each kind at each traffic.
    let simulated: Int
    /// Requests per second of the simulated releases.
    let traffic: [Int]

    /// How long visitors come for that many requests.
    var seconds: Int { Int((Double(requests) / rate).rounded(.up)) }
}
