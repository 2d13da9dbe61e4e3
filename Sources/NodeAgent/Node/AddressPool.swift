/// The addresses of a node's pods, given out in turn so that one that became free is not soon used again.
package struct AddressPool: Sendable, Equatable {
    /// `127.1`
    package let network: String
    package private(set) var inUse: Set<String> = []
    /// Counts from 0, which is `.1.1`.
    package private(set) var next: Int

    /// `.1.1` to `.254.254`: no number in them is 0 or 255, which some programs take for special.
    package static let count = 254 * 254

    package init(network: String, next: Int = 0) {
        self.network = network
        self.next = next % Self.count
    }

    /// Nil when all are in use.
    package mutating func take() -> String? {
        for _ in 0..<Self.count {
            let address = "\(network).\(next / 254 + 1).\(next % 254 + 1)"
            next = (next + 1) % Self.count
            if inUse.insert(address).inserted { return address }
        }
        return nil
    }

    /// Counts an address as used, that a pod has from an earlier run of the agent.
    package mutating func reserve(_ address: String) { inUse.insert(address) }

    package mutating func release(_ address: String) { inUse.remove(address) }
}
