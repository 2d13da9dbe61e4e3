package import Commerce
import Foundation

/// What load to offer, to whom, and how patiently.
package struct LoadPlan: Sendable {
    /// Base addresses, such as `http://127.0.0.1:8080`. Arrivals go round them; a call goes to the next when one refuses the connection.
    package var targets: [String]
    /// Where the catalogue is, when no edge brings it and the orders under one address; empty for ``targets``.
    package var catalogTargets: [String] = []
    /// Arrivals a second.
    package var rate: Double
    /// How long visitors arrive. The run goes on until the last of them has been served.
    package var duration: Duration
    /// The same seed offers the same visitors in the same order, given the same catalogue.
    package var seed: UInt64 = 1
    package var mix: Weighted<Scenario>
    /// The payment tokens of orders.
    package var tokens: Weighted<String> = Weighted(only: "tok_visa")
    /// Only these are bought, such as one hot SKU; empty for anything in the catalogue.
    package var skus: [SKU] = []
    /// Units of each line of an order.
    package var quantities: ClosedRange<Int> = 1...2
    /// Arrivals beyond this many under way are dropped, and counted.
    package var maximumInFlight = 512
    package var requestTimeout: Duration = .seconds(15)
    /// Whether orders are repeated with their key until there is a definite answer. When false, each request is judged by itself.
    package var repeatsOrders = true
    /// How long one order is repeated before it is given up.
    package var orderBudget: Duration = .seconds(60)
    /// The longest wait before a repetition, whatever `Retry-After` says.
    package var longestWait: Duration = .seconds(2)
    /// The file to which each acknowledged order is appended; nil for none.
    package var journal: String?
    /// Distinguishes the idempotency keys of this run from those of any other.
    package var run: String = UUID().uuidString.prefix(8).lowercased()

    /// The usual visitors: mostly browsing, one in twelve buys.
    package static let usualMix =
        Weighted<Scenario>([(.list, 30), (.search, 15), (.product, 35), (.cart, 12), (.order, 8)]) ?? Weighted(only: .list)

    package init(targets: [String], rate: Double, duration: Duration, mix: Weighted<Scenario> = LoadPlan.usualMix) {
        self.targets = targets
        self.rate = rate
        self.duration = duration
        self.mix = mix
    }

    /// Everything that is wrong with the plan, for people; empty when it can be carried out.
    package var faults: [String] {
        var faults: [String] = []
        if targets.isEmpty { faults.append("there must be at least one target") }
        for target in targets + catalogTargets where !target.hasPrefix("http://") && !target.hasPrefix("https://") {
            faults.append("the target “\(target)” must begin with http:// or https://")
        }
        if !(rate > 0 && rate <= 100_000) { faults.append("the rate must be above 0 and at most 100000 arrivals a second") }
        if duration <= .zero || duration > .seconds(86_400) { faults.append("the duration must be above 0 and at most a day") }
        if !(1...100_000).contains(maximumInFlight) { faults.append("the number in flight must be 1 to 100000") }
        if requestTimeout <= .zero { faults.append("the request timeout must be above 0") }
        if orderBudget < requestTimeout, repeatsOrders { faults.append("the budget of an order must not be below the request timeout") }
        if quantities.lowerBound < 1 { faults.append("an order must be for at least one unit") }
        return faults
    }
}

/// Why a run could not begin.
package enum LoadFailure: Error, CustomStringConvertible {
    /// The plan makes no sense, for these reasons.
    case invalidPlan([String])
    /// The catalogue could not be read.
    case noCatalogue(String)

    package var description: String {
        switch self {
        case .invalidPlan(let faults): "the plan cannot be carried out: " + faults.joined(separator: "; ")
        case .noCatalogue(let reason): "no products to visit: \(reason)"
        }
    }
}
