/// The pods of one version.
package struct VersionObservation: Codable, Sendable, Hashable {
    /// The replicas that its Deployment asks for.
    package var wanted: Int
    /// The pods that pass their readiness probe.
    package var ready: Int
    /// How often its containers have ended by themselves since the release began.
    package var crashes: Int
    /// How the last one ended, such as `exit code 134` or `OOMKilled`.
    package var lastExit: String?
    /// The content hash of the configuration it runs on; nil while that is not known.
    package var config: String?

    package init(wanted: Int, ready: Int, crashes: Int = 0, lastExit: String? = nil, config: String? = nil) {
        self.wanted = wanted
        self.ready = ready
        self.crashes = crashes
        self.lastExit = lastExit
        self.config = config
    }
}
