/// A choice among values by whole-number weights, such as `list=30,order=10`.
package struct Weighted<Value: Sendable & Equatable>: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
        package var value: Value
        package var weight: Int
    }

    package let shares: [Share]
    private let total: Int

    /// Values with a weight of zero never come. Returns nil unless every weight is 0 to 1,000,000 and one is not zero.
    package init?(_ weights: [(Value, Int)]) {
        guard weights.allSatisfy({ (0...1_000_000).contains($0.1) }) else { return nil }
        shares = weights.map { Share(value: $0.0, weight: $0.1) }.filter { $0.weight > 0 }
        total = shares.map(\.weight).reduce(0, +)
        guard total > 0 else { return nil }
    }

    /// Always the one value.
    package init(only value: Value) {
        shares = [Share(value: value, weight: 1)]
        total = 1
    }

    func pick(_ generator: inout some RandomNumberGenerator) -> Value {
        var rest = Int.random(in: 0..<total, using: &generator)
        for share in shares.dropLast() {
            if rest < share.weight { return share.value }
            rest -= share.weight
        }
        return shares[shares.count - 1].value
    }
}

extension Weighted {
    /// Reads `name=weight,name=weight`; a name alone has the weight 1. Returns nil when a name is unknown or a weight is none.
    package init?(text: some StringProtocol, value: (String) -> Value?) {
        let parts = text.split(separator: ",").map { part -> (Value, Int)? in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0].filter { $0 != " " })
            guard let found = value(name), let weight = sides.count == 1 ? 1 : Int(String(sides[1].filter { $0 != " " })) else {
                return nil
            }
            return (found, weight)
        }
        let known = parts.compactMap { $0 }
        guard known.count == parts.count else { return nil }
        self.init(known)
    }
}

extension Weighted<Scenario> {
    package init?(text: some StringProtocol) { self.init(text: text) { Scenario(rawValue: $0) } }
}

extension Weighted<String> {
    package init?(text: some StringProtocol) { self.init(text: text) { $0.isEmpty ? nil : $0 } }
}
