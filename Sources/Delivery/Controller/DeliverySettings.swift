/// What the delivery controller may be told.
package struct DeliverySettings: Sendable {
    /// The name of the Lease that one of several controllers holds.
    package var lease: String
    /// After so long without a renewal another controller takes over.
    package var leaseDuration: Duration
    /// So long before that the holder stops acting by itself.
    package var leaseMargin: Duration
    package var leaseRenewal: Duration
    /// How often those who do not hold it try.
    package var leaseRetry: Duration
    /// The least time from one pass over a rollout to the next.
    package var passInterval: Duration
    /// How often everything is looked after that no rollout is at work on, in case a change was missed.
    package var lookAfterInterval: Duration

    package init(
        lease: String = "souk-delivery", leaseDuration: Duration = .seconds(4), leaseMargin: Duration = .seconds(1),
        leaseRenewal: Duration = .seconds(1), leaseRetry: Duration = .milliseconds(250), passInterval: Duration = .milliseconds(50),
        lookAfterInterval: Duration = .seconds(30)
    ) {
        self.lease = lease
        self.leaseDuration = leaseDuration
        self.leaseMargin = leaseMargin
        self.leaseRenewal = leaseRenewal
        self.leaseRetry = leaseRetry
        self.passInterval = passInterval
        self.lookAfterInterval = lookAfterInterval
    }
}
