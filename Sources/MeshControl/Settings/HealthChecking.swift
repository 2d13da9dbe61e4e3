/// How the proxies themselves look after the pods behind a service. Istio leaves that to the kubelet's probes; here a zone that hangs has
/// to be seen within a second or two, also while no control plane runs.
package struct HealthChecking: Sendable, Hashable {
    /// Between checks of a pod that gets requests, and after a first failure: a pod that stalls for a moment is not taken out for it.
    package var interval: Duration = .milliseconds(500)
    package var timeout: Duration = .milliseconds(500)
    /// Between checks of a pod that has been taken out, so that it gets requests again soon after it has come back. Only pods that are
    /// away cost these checks, and only until the control plane, if one runs, takes them out of the endpoints.
    package var returnInterval: Duration = .milliseconds(100)
    /// Between checks of a healthy pod in a cluster that never had a request.
    package var idleInterval: Duration = .seconds(5)
    /// So many failures in a row take a pod out; an answer of 503 does so at once.
    package var unhealthyThreshold = 2
    /// Asked where a pod says nothing of its readiness by HTTP.
    package var path = "/readyz"

    package init() {}
}
