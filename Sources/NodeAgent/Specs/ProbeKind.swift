/// What a probe decides.
package enum ProbeKind: String, Sendable, CaseIterable {
    /// Until it succeeds, the others wait; when it fails, the container is restarted.
    case startup
    /// Whether the container gets requests.
    case readiness
    /// When it fails, the container is restarted.
    case liveness

    /// Its member in the spec of a container.
    package var member: String { rawValue + "Probe" }

    /// `Readiness`, as Kubernetes' events write it.
    package var title: String {
        switch self {
        case .startup: "Startup"
        case .readiness: "Readiness"
        case .liveness: "Liveness"
        }
    }
}
