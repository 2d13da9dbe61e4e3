/// Who may act when, as one candidate sees it. It trusts no clock but its own, and that only for differences: others' times are never
/// compared with its own.
///
/// - The holder may act until `duration - margin` after it *began* to ask for its last renewal.
/// - Another one may take over `duration` after it has *seen* the last change of the lease, which is later than that renewal began.
///
/// So the two times never overlap, however long requests take, and the margin is left for a request that is on its way.
package struct LeaseTerm: Sendable {
    /// What the lease says.
    package struct Record: Sendable, Equatable {
        /// Empty when nobody holds it.
        package var holder: String
        /// Changes with each renewal.
        package var resourceVersion: String

        package init(holder: String, resourceVersion: String) {
            self.holder = holder
            self.resourceVersion = resourceVersion
        }
    }

    /// What is to be done about the lease.
    package enum Move: Sendable, Equatable {
        /// Write the own name, or a new time, over the record that was seen.
        case claim
        /// Look again after this time.
        case wait(Duration)
    }

    package let identity: String
    let duration: Duration
    let margin: Duration
    private var seen: (record: Record, at: Duration)?
    /// Until when, on the own clock, this one may act; nil when it does not hold the lease.
    package private(set) var heldUntil: Duration?

    package init(identity: String, duration: Duration, margin: Duration) {
        self.identity = identity
        self.duration = duration
        self.margin = margin
    }

    package func isHeld(at time: Duration) -> Bool { heldUntil.map { time < $0 } ?? false }

    /// What to do about a record that was read.
    /// - Parameter time: When it had been read, on the own clock.
    package mutating func read(_ record: Record, at time: Duration) -> Move {
        if seen?.record != record { seen = (record, time) }
        guard record.holder != identity else { return .claim }
        heldUntil = nil
        guard !record.holder.isEmpty, let since = seen?.at else { return .claim }
        let left = since + duration - time
        return left > .zero ? .wait(left) : .claim
    }

    /// The own name was written.
    /// - Parameter asked: When the request began.
    package mutating func claimed(_ record: Record, asked: Duration) {
        seen = (record, asked)
        heldUntil = asked + duration - margin
    }

    /// Somebody else was faster, or the lease was given up.
    package mutating func lost() { heldUntil = nil }
}
