/// When a silent node is given up. The defaults suit one machine, where nothing but a dead agent keeps a lease from being renewed.
package struct NodeHealthSettings: Sendable, Equatable {
    /// A node whose lease was not renewed for so long is not ready.
    package var gracePeriod: Duration
    /// How long pods stay on a node that is not ready, where they do not say how long they tolerate it.
    package var evictionDelay: Duration
    /// How often leases are looked at.
    package var checkPeriod: Duration
    /// Pods of a node that is not known at all are removed after this time.
    package var quarantine: Duration

    package init(
        gracePeriod: Duration = .seconds(5), evictionDelay: Duration = .seconds(30), checkPeriod: Duration = .seconds(1),
        quarantine: Duration = .seconds(40)
    ) {
        self.gracePeriod = gracePeriod
        self.evictionDelay = evictionDelay
        self.checkPeriod = checkPeriod
        self.quarantine = quarantine
    }
}
