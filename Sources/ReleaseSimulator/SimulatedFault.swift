/// What is wrong with the new version of a simulated release.
package enum SimulatedFault: Sendable, Hashable {
    case none
    /// So large a share of its answers are errors, besides the usual.
    case errors(Double)
    /// Its answers take so many times as long.
    case slower(Double)
    /// So large a share of its orders fail; every other request is fine.
    case breaksCheckout(Double)
    /// It crashes once it has at least this percentage of the requests, again and again.
    case crashes(atWeight: Int)
    case neverReady

    /// The name in a table.
    package var name: String {
        switch self {
        case .none: "good"
        case .errors(let share): "errors \(share * 100) %"
        case .slower(let factor): "\(factor) times slower"
        case .breaksCheckout(let share): "breaks \(share * 100) % of checkouts"
        case .crashes(let weight): "crashes at \(weight) %"
        case .neverReady: "never ready"
        }
    }
}
