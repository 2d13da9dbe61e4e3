import HotConfig
package import KubeModel
package import ReleaseEngine

/// What a rollout writes into the main ConfigMap, as a whole. Pure.
package struct ConfigMapEdit: Sendable, Hashable {
    /// Nil leaves the plain content as it is: it is somebody else's.
    let plain: RecordedRevision?
    /// What a share of the pods is to try; nil for nothing.
    let tried: ConfigContent?
    let staging: ConfigStaging?
    /// Nil leaves the one that is noted.
    let intent: RouteIntent?

    /// Gives a share of the pods the new revision, all others the one before. Nil when a revision that it takes is not there.
    package init?(_ view: ConfigView, share percent: Int, intent: RouteIntent) {
        let isPromoted = view.standing == .target
        switch view.standing {
        case .foreign: plain = nil
        case .target where percent >= 100: plain = view.target
        // What is there is that revision; its copy may be missing.
        case .stable where view.stable == nil: plain = nil
        case .stable, .target:
            guard let stable = view.stable else { return nil }
            plain = stable
        }
        self.intent = intent
        guard percent > 0, !(isPromoted && percent >= 100) else {
            (tried, staging) = (nil, nil)
            return
        }
        guard let target = view.target else { return nil }
        tried = target.content
        staging = ConfigStaging(
            release: intent.release, intent: intent.number, revision: target.name, percent: percent,
            below: ShareChoice.below(percent: percent, release: intent.release, pods: view.present))
    }

    /// Makes a revision the content, for every pod and for good. Nil when it is not there.
    package init?(_ view: ConfigView, promoting version: String) {
        guard let revision = [view.target, view.stable].compactMap(\.self).first(where: { $0.name == version }) else { return nil }
        if case .foreign = view.standing { plain = nil } else { plain = revision }
        (tried, staging, intent) = (nil, nil, nil)
    }

    /// Throws when the notice cannot be encoded.
    package func apply(to main: inout KubeObject) throws {
        let content = plain?.content ?? ConfigContent(of: main)
        if let tried, let staging {
            main.setConfig(content, staging: (tried, try staging.text))
        } else {
            main.setConfig(content)
        }
        if let plain { ConfigMark(revision: plain.name, hash: content.hash).write(to: &main) }
        if let intent {
            main.annotations[ConfigAnnotation.rollout] = intent.release
            main.annotations[ConfigAnnotation.intent] = "\(intent.number)"
        }
    }
}
