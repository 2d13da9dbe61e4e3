import Delivery
import HotConfig
import KubeModel
import LocalCluster
import ReleaseEngine
import TestKit

extension ConfigFleet {
    /// Records a limit as a revision, and asks for its rollout.
    @discardableResult
    func roll(
        out limit: Int, steps: [(weight: Int, hold: Int)], metrics: JSON = [["name": "errors", "minSamples": 50]]
    ) async throws -> String {
        let revision = try await revisions.revisions.record(RevisionStore.content(limit), author: "ada", reason: "a test")
        return try await roll(outRevision: revision.number, steps: steps, metrics: metrics)
    }

    @discardableResult
    func roll(outRevision number: Int, steps: [(weight: Int, hold: Int)], metrics: JSON = []) async throws -> String {
        let steps = steps.map { RolloutDraft.Step(weight: $0.weight, hold: .milliseconds($0.hold)) }
        var draft = RolloutDraft(.config(revision: number), of: "web", namespace: "shop", strategy: .canary(steps))
        draft.more = ["analysis": ["interval": "20ms", "metrics": metrics, "providerFailures": 1_000]]
        return try await store.create(draft.object, as: .configRollouts).name
    }

    func status(_ rollout: String) async throws -> JSON {
        try await store.get(ObjectKey(.configRollouts, namespace: "shop", name: rollout)).status
    }

    func reaches(_ phase: ReleasePhase, _ rollout: String) async throws {
        do {
            try await eventually(within: .seconds(40)) { try await status(rollout)["phase"].string == phase.rawValue }
        } catch {
            throw Stuck(status: try await status(rollout), error: error)
        }
    }

    /// Waits until a share is live and watched.
    func holds(_ percent: Int, _ rollout: String) async throws {
        try await eventually(within: .seconds(40)) {
            let status = try await status(rollout)
            return status["phase"].string == "Holding" && status["weight"].int == percent
        }
    }

    func ask(_ kind: ReleaseRequest.Kind, _ rollout: String) async throws {
        let key = ObjectKey(.configRollouts, namespace: "shop", name: rollout)
        try await store.patch(key, RolloutPatch.request(kind, id: "\(kind) \(rollout)"), manager: "test")
    }

    var picture: ConfigMapPicture {
        get async throws { ConfigMapPicture(try await revisions.main()) }
    }

    /// The names of the pods that have ever had a limit.
    func touched(by limit: Int) -> [String] { pods.filter { $0.limits.contains(limit) }.map(\.name) }
}

/// A rollout that did not get where it should, and where it is instead.
struct Stuck: Error, CustomStringConvertible {
    let status: JSON
    let error: any Error

    var description: String { "\(error); phase \(status["phase"]), waiting \(status["waiting"]), message \(status["message"])" }
}
