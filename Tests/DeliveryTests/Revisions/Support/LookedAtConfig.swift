import Delivery
import HotConfig
import KubeModel
import LocalCluster
import ReleaseEngine

/// A rollout of r2 over r1, whose share half of four pods are in, as the cluster has it.
struct LookedAtConfig {
    let store: RevisionStore
    let source = PlayedSource()
    let rollout: KubeObject

    /// Looks as the controller does.
    /// - Parameter failing: An object that cannot be read, and the status that the API answers.
    func scene(failing: (name: String, code: Int)? = nil) async throws -> any RolloutScene {
        var crashes = CrashLedger()
        return try await look(rollout, failing: failing, &crashes)
    }

    /// The crashes that are laid to r2 by a rollout from a given time.
    func crashes(since created: String, _ ledger: inout CrashLedger) async throws -> Int? {
        var rollout = rollout
        rollout["metadata", "creationTimestamp"] = .string(created)
        return try await look(rollout, &ledger).observation.versions["r2"]?.crashes
    }

    private func look(
        _ rollout: KubeObject, failing: (name: String, code: Int)? = nil, _ crashes: inout CrashLedger
    ) async throws -> any RolloutScene {
        let api: any ObjectAPI = failing.map { FailingAPI(api: store.store, name: $0.name, code: $0.code) } ?? store.store
        return try await ConfigWorld(api, source: source, now: { RevisionStore.now })
            .look(at: Rollout(kind: .config, object: rollout), crashes: &crashes)
    }

    /// A pod of the share, and one outside.
    func sides() async throws -> (inside: String, outside: String) {
        let staging = ConfigMapPicture(try await store.main()).staging
        let pods = (0..<4).map { "web-\($0)" }
        let inside = pods.filter { staging?.includes(pod: $0) == true }
        return (inside.first ?? "", pods.first { !inside.contains($0) } ?? "")
    }

    /// Lets the container of a pod have been restarted so many times.
    func crash(_ pod: String, to count: Int) async throws {
        let container: JSON = ["name": "web", "restartCount": .integer(count)]
        let key = ObjectKey(.pods, namespace: "shop", name: pod)
        try await store.store.patch(key, .merge(["status": ["containerStatuses": [container]]]), subresource: .status)
    }
}

/// Makes the pods, the revisions and the share for `body`.
func withLookedAtConfig(isolation: isolated (any Actor)? = #isolation, _ body: (LookedAtConfig) async throws -> Void) async throws {
    try await withRevisionStore { store in
        try await store.revisions.settle(try await store.main())
        _ = try await store.revisions.record(RevisionStore.content(2), author: "ada", reason: "")
        for index in 0..<4 {
            try await store.store.create(FleetPod.object("web-\(index)"), as: .pods)
            let status: JSON = ["phase": "Running", "conditions": [["type": "Ready", "status": "True"]]]
            let key = ObjectKey(.pods, namespace: "shop", name: "web-\(index)")
            try await store.store.patch(key, .merge(["status": status]), subresource: .status)
        }
        let draft = RolloutDraft(.config(revision: 2), of: "web", namespace: "shop")
        let config = LookedAtConfig(store: store, rollout: try await store.store.create(draft.object, as: .configRollouts))
        let intent = RouteIntent(release: config.rollout.uid, number: 1)
        try await config.scene().perform(.setRoute(TrafficSplit(new: 50), intent: intent, expecting: nil))
        try await body(config)
    }
}

/// An API that cannot tell of one object.
private struct FailingAPI: PassingAPI {
    let api: any ObjectAPI
    let name: String
    let code: Int

    func get(_ key: ObjectKey) async throws(StatusError) -> KubeObject {
        guard key.name != name else { throw StatusError(code: code, reason: code == 404 ? .notFound : .internalError, message: "no") }
        return try await api.get(key)
    }
}
