/// When a silent node is given up. The defaults are those of Kubernetes but for eviction: a busy machine renews its leases late, and a
/// zone that is really lost is left out by the proxies long before.
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
        gracePeriod: Duration = .seconds(40), evictionDelay: Duration = .seconds(30), checkPeriod: Duration = .seconds(1),
        quarantine: Duration = .seconds(40)
    ) {
        self.gracePeriod = gracePeriod
        self.evictionDelay = evictionDelay
        self.checkPeriod = checkPeriod
        self.quarantine = quarantine
    }
}
