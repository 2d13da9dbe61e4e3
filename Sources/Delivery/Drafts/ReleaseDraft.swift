package import KubeModel
import ReleaseEngine

/// Everything that a new release adds to a cluster: the version's Deployment and autoscaler, and the Release.
package struct ReleaseDraft: Sendable {
    /// What somebody asks for.
    package struct Wish: Sendable {
        package var service: String
        /// A tag, or a whole image with `:` or `/`.
        package var image: String
        /// Nil: the next name.
        package var version: String?
        /// A preview without a value gets the name of the version.
        package var strategy: RolloutDraft.Strategy
        /// How many pods the new version begins with; nil: as many as the first step needs.
        package var replicas: Int?
        package var deadline: Duration?
        package var drain: Duration?
        package var isPaused = false

        package init(service: String, image: String, version: String?, strategy: RolloutDraft.Strategy) {
            self.service = service
            self.image = image
            self.version = version
            self.strategy = strategy
        }
    }

    /// What the cluster has of the service.
    package struct Present: Sendable {
        package let route: KubeObject
        /// Of the service.
        package let deployments: [KubeObject]
        package let autoscalers: [KubeObject]
        /// Of the service.
        package let releases: [KubeObject]

        package init(route: KubeObject, deployments: [KubeObject], autoscalers: [KubeObject], releases: [KubeObject]) {
            self.route = route
            self.deployments = deployments
            self.autoscalers = autoscalers
            self.releases = releases
        }
    }

    package let version: String
    package let stable: String
    package let deployment: KubeObject
    /// Nil when the serving version has none.
    package let autoscaler: KubeObject?
    package let release: KubeObject

    /// Throws ``DraftFault`` when there is no version to start from, or the new one is there already and does something.
    package init(_ wish: Wish, in present: Present) throws(DraftFault) {
        let (service, stable) = (wish.service, try ServingVersion.of(present.route))
        guard let serving = present.deployments.first(where: { $0.name == "\(service)-\(stable)" }) else {
            throw DraftFault(
                "\(service) is served by version \(stable), but there is no Deployment \(service)-\(stable). A release needs it to copy it."
            )
        }
        let version = try Self.version(wish, stable: stable, present)
        let stages = wish.strategy.firstCapacity
        let pods = max(serving.spec["replicas"].int ?? 1, 1)
        let needed = max(1, (pods * stages + 99) / 100)
        let copy = DeploymentCopy(of: service, from: stable, to: version, image: wish.image, replicas: wish.replicas ?? needed)
        self.version = version
        self.stable = stable
        deployment = try copy.made(from: serving)
        autoscaler = AutoscalerCopy.scaling(serving.name, among: present.autoscalers).map {
            AutoscalerCopy.made(from: $0, of: service, to: version)
        }
        release = Self.release(wish, version: version, namespace: serving.namespace)
    }

    private static func version(_ wish: Wish, stable: String, _ present: Present) throws(DraftFault) -> String {
        let versions = present.deployments.compactMap { $0.labels["version"] } + present.releases.compactMap { $0.spec["to"].string }
        let taken = versions + ServingVersion.subsets(of: present.route) + [stable]
        guard let version = wish.version ?? VersionName.next(after: taken) else {
            let names = Set(taken).sorted().joined(separator: ", ")
            throw DraftFault("The versions of \(wish.service) are \(names): the next name does not follow from them. Name it by --version.")
        }
        if let fault = VersionName.fault(version, of: wish.service) { throw DraftFault("--version: \(fault).") }
        guard version != stable else {
            throw DraftFault("\(version) serves already. A release brings another version: leave --version out for the next name.")
        }
        if ServingVersion.subsets(of: present.route).contains(version) {
            throw DraftFault(
                "\(version) gets requests already, by VirtualService \(present.route.name). Give it none first, or name another --version.")
        }
        if let running = present.releases.first(where: { $0.spec["to"].string == version && !$0.isOver }) {
            throw DraftFault("Release \(running.name) brings \(version) already. `souk release abort \(wish.service)` ends it.")
        }
        return version
    }

    private static func release(_ wish: Wish, version: String, namespace: String) -> KubeObject {
        let strategy = wish.strategy.previewing(version)
        var draft = RolloutDraft(.release(to: version), of: wish.service, namespace: namespace, strategy: strategy)
        if let deadline = wish.deadline { draft.more["deadline"] = .string(GoDuration.text(deadline)) }
        if let drain = wish.drain { draft.more["drain"] = .string(GoDuration.text(drain)) }
        if wish.isPaused { draft.more["paused"] = true }
        return draft.object
    }
}

extension RolloutDraft.Strategy {
    /// Percent of the pods that the first stage needs.
    fileprivate var firstCapacity: Int {
        switch self {
        case .canary(let steps): steps.first?.weight ?? 100
        case .blueGreen: 100
        }
    }

    fileprivate func previewing(_ version: String) -> Self {
        guard case .blueGreen(let header, "", let previewHold, let hold, let switchesItself) = self else { return self }
        return .blueGreen(header: header, value: version, previewHold: previewHold, hold: hold, switchesItself: switchesItself)
    }
}
