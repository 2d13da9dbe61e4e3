import HotConfig

/// How patiently an order is carried through. Keys: `saga.*`.
package struct SagaSettings: Sendable, Equatable {
    /// How long a replica may be silent before another one takes its orders over.
    package let leaseDuration: Duration
    package let firstBackoff: Duration
    package let maximumBackoff: Duration
    package let recoveryInterval: Duration
    /// How long after it was placed an order is given up whose payment is not certain.
    package let giveUpAfter: Duration
    /// How much life a reservation must have left when the order is confirmed.
    package let reservationMargin: Duration
    /// How many orders one replica carries at a time.
    package let concurrency: Int

    init(_ fields: inout ConfigFields) {
        leaseDuration = fields.duration(
            "saga.lease", default: .seconds(10), in: .seconds(1) ... .seconds(60),
            "How long a replica may be silent before another one takes its orders over; one step may take half of it.")
        firstBackoff = fields.duration(
            "saga.backoff.first", default: .milliseconds(50), in: .milliseconds(1) ... .seconds(2),
            "The wait after the first failed try of a step; it doubles with each further one.")
        maximumBackoff = fields.duration(
            "saga.backoff.maximum", default: .seconds(2), in: .milliseconds(1) ... .seconds(10),
            "The longest wait between two tries of a step.")
        recoveryInterval = fields.duration(
            "saga.recovery.interval", default: .milliseconds(500), in: .milliseconds(10) ... .seconds(10),
            "How often a replica looks for orders whose owner is gone.")
        giveUpAfter = fields.duration(
            "saga.give-up", default: .seconds(30), in: .seconds(1) ... .seconds(600),
            "How long after it was placed an order is given up whose payment is not certain.")
        reservationMargin = fields.duration(
            "saga.reservation.margin", default: .seconds(10), in: .zero ... .seconds(300),
            "How much life a reservation must have left when the order is confirmed; otherwise it is prolonged first.")
        concurrency = fields.integer("saga.concurrency", default: 1024, in: 1...100_000, "How many orders one replica carries at a time.")
        fields.require(
            firstBackoff <= maximumBackoff, keys: ["saga.backoff.first", "saga.backoff.maximum"],
            "the first backoff must not be longer than the longest")
    }

    /// The wait before the next try, doubling from the first backoff to the longest.
    func backoff(attempt: Int) -> Duration {
        var wait = firstBackoff
        for _ in 1..<max(1, min(attempt, 30)) where wait < maximumBackoff { wait *= 2 }
        return min(wait, maximumBackoff)
    }
}
