package import Foundation

/// The right to drive one order or refund. The epoch is the fencing token: it grows with every change of owner, and whoever
/// holds an older one cannot write any more.
package struct Lease: Sendable, Equatable {
    package var owner: String
    package var epoch: Int
    package var expiresAt: Date

    package init(owner: String, epoch: Int, expiresAt: Date) {
        self.owner = owner
        self.epoch = epoch
        self.expiresAt = expiresAt
    }

    /// The lease of the next owner.
    func taken(by owner: String, until: Date) -> Lease {
        Lease(owner: owner, epoch: epoch + 1, expiresAt: until)
    }
}

/// An order together with the right to drive it.
package struct LeasedOrder: Sendable, Equatable {
    package var record: OrderRecord
    package var lease: Lease
}

/// Another replica is the owner now: whoever meets this stops and leaves the order or refund alone.
package struct LeaseLost: Error, Equatable {
    /// The id of the order or the refund.
    package let subject: String
}
