import KubeControllers
package import KubeModel
package import ReleaseEngine

/// The Deployment of one version of a service and its pods.
package struct VersionPods: Sendable {
    package let deployment: KubeObject
    package let pods: [KubeObject]

    /// - Parameter pods: Of the service; those of other versions are left out.
    package init(_ deployment: KubeObject, version: String, pods: [KubeObject]) {
        self.deployment = deployment
        self.pods = pods.filter { $0.labels["version"] == version }
    }

    /// - Parameters:
    ///   - crashes: As they are counted over the whole release.
    ///   - config: See ``ConfigFingerprint``.
    package func observation(crashes: Int, config: String?) -> VersionObservation {
        VersionObservation(
            wanted: deployment.spec["replicas"].int ?? 1, ready: pods.count(where: { PodView($0).isReady && !$0.isTerminating }),
            crashes: crashes, lastExit: pods.compactMap(PodCrashes.lastExit).max { $0.time < $1.time }?.text, config: config)
    }

    /// How often each pod has crashed since it was made, by UID.
    package var crashes: [String: Int] {
        Dictionary(pods.map { ($0.uid, PodCrashes.count(in: $0)) }) { $1 }
    }
}
