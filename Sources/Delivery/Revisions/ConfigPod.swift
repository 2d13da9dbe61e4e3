import KubeControllers
package import KubeModel

/// A pod of the service, as a rollout of its configuration looks at it.
package struct ConfigPod: Sendable, Hashable {
    package let name: String
    package let uid: String
    package let isReady: Bool
    /// Neither finished nor on its way out.
    package let isPresent: Bool
    /// How often its containers have ended by themselves.
    package let crashes: Int
    /// How the last one ended, such as `exit code 134`.
    package let lastExit: String?
    /// RFC 3339.
    package let createdAt: String?

    package init(_ object: KubeObject) {
        let view = PodView(object)
        name = object.name
        uid = object.uid
        isPresent = view.isActive
        isReady = view.isActive && view.isReady
        crashes = PodCrashes.count(in: object)
        lastExit = PodCrashes.lastExit(of: object)?.text
        createdAt = object.creationTimestamp
    }
}
