package import HotConfig
package import KubeModel
package import ReleaseEngine

/// What the main ConfigMap of a service says: its plain content, what a share of the pods tries beside it, and who wrote that. Pure.
package struct ConfigMapPicture: Sendable, Hashable {
    package let plain: ConfigContent
    /// Which revision the plain content is said to be.
    package let mark: ConfigMark
    /// What is tried; nil when nothing is, or when pods could not follow it either.
    package let tried: ConfigContent?
    package let staging: ConfigStaging?
    /// The rollout that wrote it last.
    package let intent: RouteIntent?
    package let resourceVersion: String

    package init(_ main: KubeObject) {
        plain = ConfigContent(of: main)
        mark = ConfigMark(of: main)
        let tried = ConfigContent(triedIn: main)
        let staging = main["data"][ConfigStaging.key].string.flatMap { ConfigStaging(json: Array($0.utf8)) }
        let isComplete = tried != nil && staging != nil
        self.tried = isComplete ? tried : nil
        self.staging = isComplete ? staging : nil
        let annotations = main.annotations
        intent = annotations[ConfigAnnotation.intent].flatMap(Int.init).map {
            RouteIntent(release: annotations[ConfigAnnotation.rollout] ?? "", number: $0)
        }
        resourceVersion = main.resourceVersion
    }

    /// Whether the plain content is the revision that it is said to be; not after a direct edit.
    package var isMarked: Bool { mark.isTrue(of: plain) }

    /// What a pod is to run by it, as it calls it itself.
    package func revision(for pod: String) -> String {
        guard let staging, let tried, staging.includes(pod: pod) else { return plain.revision }
        return tried.revision
    }
}
