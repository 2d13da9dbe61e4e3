package import KubeModel

/// A probe of a container, with Kubernetes' defaults filled in. Times are in seconds.
package struct ProbeSpec: Sendable, Equatable {
    package var action: ProbeAction
    package var initialDelay: Double
    package var period: Double
    package var timeout: Double
    package var successThreshold: Int
    package var failureThreshold: Int
    /// The grace of the restart that it causes; nil is the pod's.
    package var grace: Double?

    /// Nil when `json` is no probe.
    package init?(_ json: JSON) {
        guard let action = ProbeAction(json) else { return nil }
        self.action = action
        initialDelay = json["initialDelaySeconds"].double ?? 0
        period = max(1, json["periodSeconds"].double ?? 10)
        timeout = max(1, json["timeoutSeconds"].double ?? 1)
        successThreshold = max(1, json["successThreshold"].int ?? 1)
        failureThreshold = max(1, json["failureThreshold"].int ?? 3)
        grace = json["terminationGracePeriodSeconds"].double
    }
}
