package import KubeControllers

/// What the controllers of a cluster may be told.
package struct ControllerSettings: Sendable {
    package var autoscaler: AutoscalerSettings
    package var nodeHealth: NodeHealthSettings
    package var reloadStrategy: Reloader.Strategy
    /// The API server's certificate authority as PEM, which every namespace gets as the ConfigMap `kube-root-ca.crt`; nil makes none.
    package var rootCertificate: String?
    /// How often everything is looked at, in case a change was missed.
    package var resyncPeriod: Duration

    package init(
        autoscaler: AutoscalerSettings = AutoscalerSettings(), nodeHealth: NodeHealthSettings = NodeHealthSettings(),
        reloadStrategy: Reloader.Strategy = .environment, rootCertificate: String? = nil, resyncPeriod: Duration = .seconds(60)
    ) {
        self.autoscaler = autoscaler
        self.nodeHealth = nodeHealth
        self.reloadStrategy = reloadStrategy
        self.rootCertificate = rootCertificate
        self.resyncPeriod = resyncPeriod
    }
}
