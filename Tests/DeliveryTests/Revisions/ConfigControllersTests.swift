import Delivery
import HotConfig
import KubeModel
import LocalCluster
import ReleaseEngine
import TestKit
import Testing

/// Pitfalls 2, 7 and 9 for configurations, with whole rollouts over pods that follow.
@Suite("Rollouts of configurations and their controllers", .timeLimit(.minutes(3)))
struct ConfigControllersTests {
    /// Pitfall 7: one rollout, whose controller dies at its n-th write and is replaced by another.
    /// - Returns: Whether it came to that many writes.
    private func run(dyingAt fatal: Int, _ death: MortalAPI.Death) async throws -> Bool {
        var didDie = false
        try await withUnattendedFleet { fleet in
            let name = "killed \(death) write \(fatal)"
            let begun = try await fleet.revisions.main().resourceVersion
            let rollout = try await fleet.roll(out: 2, steps: [(25, 30), (50, 30)])
            let mortal = MortalAPI(fleet.store, dyingAt: fatal, death)
            try await running({ try await fleet.controller("one", api: mortal).run() }) {
                try await eventually(within: .seconds(30)) { try await fleet.hasSucceeded(rollout) || mortal.isDead }
            }
            didDie = mortal.isDead
            try await running({ try await fleet.controller("two").run() }) { try await fleet.reaches(.succeeded, rollout) }
            try await check(fleet, since: begun, name)
        }
        return didDie
    }

    private func check(_ fleet: ConfigFleet, since begun: String, _ name: String) async throws {
        let pictures = try await fleet.pictures(since: begun)
        let shares = pictures.map { $0.staging?.percent ?? ($0.mark.revision == "r2" ? 100 : 0) }
        #expect(shares.reduce(into: []) { if $0.last != $1 { $0.append($1) } } == [0, 25, 50, 100], "\(name)")
        let intents = pictures.compactMap(\.intent?.number)
        #expect(intents == intents.sorted(), "\(name): \(intents)")
        #expect(pictures.allSatisfy { $0.isMarked }, "\(name)")
        #expect(pictures.last?.plain == RevisionStore.content(2) && pictures.last?.staging == nil, "\(name)")
        for pod in fleet.pods { #expect(pod.limits == [1, 2], "\(name): \(pod.name)") }
    }

    @Test(arguments: MortalAPI.Death.allCases) func anotherGoesOnWhereverOneIsKilled(_ death: MortalAPI.Death) async throws {
        var fatal = 1
        while true {
            let batch = fatal..<fatal + 4
            let deaths = try await withThrowingTaskGroup(of: Bool.self) { group in
                for fatal in batch { group.addTask { try await run(dyingAt: fatal, death) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            guard deaths == batch.count else { break }
            fatal += batch.count
        }
        // Each phase is written down, and each share is a write of its own.
        #expect(fatal > 8)
    }

    /// Pitfall 7: a holder of the lease that was stopped, and goes on after another took over.
    @Test func aHolderThatWasStoppedWritesNothingAfterwards() async throws {
        try await withUnattendedFleet { fleet in
            let stopped = StoppableAPI(fleet.store)
            let first = fleet.controller("first", api: stopped)
            try await running({ try await first.run() }) {
                let rollout = try await fleet.roll(out: 2, steps: [(25, 1_500)])
                try await fleet.holds(25, rollout)
                stopped.stop()
                try await running({ try await fleet.controller("second").run() }) {
                    try await eventually(within: .seconds(30)) {
                        let lease = try await fleet.store.get(ObjectKey(.leases, namespace: "shop", name: "souk-delivery"))
                        return lease.spec["holderIdentity"] == "second"
                    }
                    stopped.watchWrites()
                    stopped.goOn()
                    try await fleet.reaches(.succeeded, rollout)
                }
            }
            #expect(stopped.late == [])
            for pod in fleet.pods { #expect(pod.limits == [1, 2], "\(pod.name)") }
        }
    }

    /// Pitfall 9: a newer rollout gives nothing to anybody before the older one is taken back everywhere.
    @Test func aNewerRolloutWaitsUntilTheOlderOneIsTakenBack() async throws {
        try await withConfigFleet { fleet in
            let first = try await fleet.roll(out: 2, steps: [(25, 60_000)])
            try await fleet.holds(25, first)
            let version = try await fleet.store.list(.configRollouts, namespace: "shop").resourceVersion
            let changes = try await fleet.store.watch(.configRollouts, namespace: "shop", selector: ObjectSelector(), after: version)
            let second = try await fleet.roll(out: 3, steps: [])
            var phases = [first: "Holding"]
            for try await change in changes {
                guard let object = change.object else { continue }
                phases[object.name] = object.status["phase"].string ?? "Pending"
                #expect(phases[second] ?? "Pending" == "Pending" || phases[first] == "Superseded", "\(phases)")
                if phases[second] == "Succeeded" { break }
            }
            for pod in fleet.pods {
                #expect(pod.limits.filter { $0 != 2 }.suffix(1) == [3], "\(pod.name): \(pod.limits)")
                #expect(!pod.limits.contains(2) || pod.limits == [1, 2, 1, 3], "\(pod.name): \(pod.limits)")
            }
            #expect(fleet.touched(by: 2).count == 2)
        }
    }

    /// Pitfall 2: a crash takes the revision back at once, in the midst of a hold and without any metrics.
    @Test func aCrashInTheShareTakesTheRevisionBack() async throws {
        try await withConfigFleet { fleet in
            let rollout = try await fleet.roll(out: 2, steps: [(25, 60_000)], metrics: [])
            try await fleet.holds(25, rollout)
            let pod = try #require(fleet.touched(by: 2).first)
            let ended: JSON = ["exitCode": 134, "reason": "Error", "finishedAt": "2026-01-31T12:00:00Z"]
            let container: JSON = ["name": "web", "restartCount": 5, "lastState": ["terminated": ended]]
            try await fleet.store.patch(
                ObjectKey(.pods, namespace: "shop", name: pod), .merge(["status": ["containerStatuses": [container]]]), subresource: .status
            )
            try await fleet.reaches(.rolledBack, rollout)
            #expect(try await fleet.status(rollout)["message"].string?.contains("exit code 134") == true)
            for pod in fleet.pods { #expect(pod.limits.last == 1) }
        }
    }
}

extension ConfigFleet {
    fileprivate func hasSucceeded(_ rollout: String) async throws -> Bool { try await status(rollout)["phase"] == "Succeeded" }

    /// Everything that the ConfigMap said after a version, in order.
    fileprivate func pictures(since version: String) async throws -> [ConfigMapPicture] {
        let last = try await revisions.main().resourceVersion
        var pictures: [ConfigMapPicture] = []
        for try await change in try await store.watch(.configMaps, namespace: "shop", selector: ObjectSelector(), after: version) {
            guard let object = change.object, object.name == "web-config" else { continue }
            pictures.append(ConfigMapPicture(object))
            if object.resourceVersion == last { break }
        }
        return pictures
    }
}
