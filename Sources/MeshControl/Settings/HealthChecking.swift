/// How the proxies themselves look after the pods behind a service. Istio leaves that to the kubelet's probes; here a zone that hangs has
/// to be seen within a second or two, also while no control plane runs.
package struct HealthChecking: Sendable, Hashable {
    package var interval: Duration = .milliseconds(500)
    package var timeout: Duration = .milliseconds(500)
    /// Between checks of a cluster that never had a request.
    package var idleInterval: Duration = .seconds(5)
    /// So many failures in a row take a pod out; an answer of 503 does so at once.
    package var unhealthyThreshold = 2
    /// Asked where a pod says nothing of its readiness by HTTP.
    package var path = "/readyz"

    package init() {}
}
