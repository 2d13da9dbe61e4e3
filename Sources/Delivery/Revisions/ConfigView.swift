import HotConfig
package import ReleaseEngine

/// One look at a service's configuration in the eyes of one rollout, and what the engine is told of it. Pure.
package struct ConfigView: Sendable {
    /// How long a pod may refuse a revision until that counts: what it refuses first may be what was there before.
    static let patience: Duration = .seconds(3)

    package let picture: ConfigMapPicture
    package let pods: [ConfigPod]
    package let running: RunningConfigs
    /// The revision that is rolled out; nil when there is none of that number.
    package let target: RecordedRevision?
    /// The one that the rollout found; nil before it has begun.
    package let stable: RecordedRevision?
    let release: String
    /// The target's name, such as `r7`.
    let name: String
    let state: ReleaseState?
    let now: Moment

    package init(
        _ picture: ConfigMapPicture, pods: [ConfigPod], running: RunningConfigs, target: RecordedRevision?, stable: RecordedRevision?,
        of spec: ReleaseSpec, state: ReleaseState?, at now: Moment
    ) {
        self.picture = picture
        self.pods = pods
        self.running = running
        self.target = target
        self.stable = stable
        release = spec.id
        self.state = spec.goesOn(from: state)
        name = self.state?.target ?? spec.to
        self.now = now
    }

    var standing: ConfigStanding { ConfigStanding(picture, target: name, state: state) }

    /// Those among which the share is drawn.
    var present: [String] { pods.filter(\.isPresent).map(\.name) }

    /// Percent of the pods that are meant to have the new revision.
    var percent: Int { picture.staging?.percent ?? (standing == .target ? 100 : 0) }

    /// Whether a pod is meant to have the new revision.
    package func isNew(_ pod: String) -> Bool { picture.staging?.includes(pod: pod) ?? (standing == .target) }

    /// - Parameter crashes: Of the pods that have had the new revision.
    package func observation(crashes: Int) -> ReleaseObservation {
        var observation = ReleaseObservation(
            versions: versions(crashes: crashes), markedStable: standing.markedStable(picture, target: name, state: state), route: route)
        if state?.stable != nil, case .foreign(let other) = standing { observation.overriddenBy = other }
        return observation
    }
}

// MARK: The route

extension ConfigView {
    private var route: RouteObservation {
        let generation = picture.intent?.number ?? 0
        let proxies = pods.filter(\.isReady).map { pod in
            ProxyObservation(name: pod.name, generation: isConfirmed(pod.name) ? generation : generation - 1, newWeight: percent)
        }
        return RouteObservation(
            split: TrafficSplit(new: percent), intent: intent, resourceVersion: picture.resourceVersion, generation: generation,
            proxies: proxies)
    }

    /// The intent as it was noted; without its author when what is there is not what that one wrote, or not for these pods any more.
    private var intent: RouteIntent? {
        guard let intent = picture.intent, intent.release == release, let staging = picture.staging else { return picture.intent }
        let isWhole =
            staging.release == release && staging.intent == intent.number && staging.revision == name
            && target.map { picture.tried?.isSame(as: $0.content) == true } == true && ShareChoice.isRight(staging, pods: present)
        return isWhole ? intent : RouteIntent(release: "", number: intent.number)
    }

    /// Whether a pod runs what it should. Outside the share that is anything but the new revision: pods that refuse the present content
    /// must not keep a better one from coming.
    private func isConfirmed(_ pod: String) -> Bool {
        guard let revision = running.revisions[pod] else { return false }
        let expected = picture.revision(for: pod)
        guard revision != expected else { return true }
        let new = (picture.tried ?? target?.content)?.revision
        return !isNew(pod) && expected != new && revision != new
    }
}

// MARK: The versions

extension ConfigView {
    private func versions(crashes: Int) -> [String: VersionObservation] {
        let count = present.count
        var versions: [String: VersionObservation] = [:]
        if let target {
            let refusing = refusing
            versions[name] = VersionObservation(
                wanted: percent > 0 ? count : 0, ready: isShareDown ? 0 : ready, crashes: crashes + refusing.count,
                lastExit: refusing.first.map { "refusing the revision, see /configz of \($0)" } ?? lastExit, config: target.content.hash)
        }
        if let other = state?.stable ?? picture.mark.revision, other != name {
            let isGone = standing == .target || standing.markedStable(picture, target: name, state: state) == name
            // What was there before needs no pods to be taken back: those that are down may be so because of what is tried.
            versions[other] = VersionObservation(
                wanted: isGone ? 0 : count, ready: max(ready, state?.capacity ?? count, 1),
                config: standing == .target ? stable?.content.hash : picture.plain.hash)
        }
        return versions
    }

    /// The pods that can carry a revision. They are the same ones for both, so that there are never too few of them only because the
    /// service has become smaller since the rollout began.
    private var ready: Int {
        let ready = pods.count(where: \.isReady)
        let missing = max(0, (state?.capacity ?? 0) - present.count)
        return ready > 0 ? ready + missing : 0
    }

    /// Whether there are pods of the share, and not one that is ready.
    private var isShareDown: Bool {
        guard picture.staging != nil else { return false }
        let share = pods.filter { $0.isPresent && isNew($0.name) }
        return !share.isEmpty && !share.contains(where: \.isReady)
    }

    /// The pods that refuse the new revision, by name.
    private var refusing: [String] {
        guard let intent = state?.intent, intent.split.new > 0, now >= intent.since + Self.patience else { return [] }
        return present.filter { isNew($0) && running.refusing.contains($0) && !isConfirmed($0) }.sorted()
    }

    private var lastExit: String? {
        pods.first { isNew($0.name) && $0.crashes > 0 && $0.lastExit != nil }?.lastExit
    }
}
