import KubeControllers
import KubeModel
import TestKit
import Testing

@Suite struct ReplicaSetPassTests {
    private static func set(replicas: Int, _ change: (inout KubeObject) -> Void = { _ in }) -> KubeObject {
        var set = KubeObject(.replicaSets, namespace: "shop", name: "web-5d6f")
        set["metadata", "uid"] = "uid-set"
        set["metadata", "generation"] = 2
        set["spec"] = [
            "replicas": .integer(replicas), "selector": ["matchLabels": ["app": "web"]],
            "template": ["metadata": ["labels": ["app": "web"], "annotations": ["a": "b"]], "spec": ["containers": [["name": "main"]]]],
        ]
        change(&set)
        return set
    }

    private static func plan(_ set: KubeObject, _ pods: [KubeObject]) -> ReplicaSetPass.Plan {
        var random = SeededGenerator(seed: 7)
        return ReplicaSetPass(set, pods: pods, at: Samples.start).plan(siblings: pods, using: &random)
    }

    @Test func `What is missing is made from the template`() throws {
        guard case .create(let pods) = Self.plan(Self.set(replicas: 3), [Samples.pod("a")]) else {
            Issue.record("nothing is created")
            return
        }
        #expect(pods.count == 2)
        #expect(Set(pods.map(\.name)).count == 2)
        let pod = try #require(pods.first)
        #expect(try Regex("web-5d6f-[bcdfghjklmnpqrstvwxz2456789]{5}").wholeMatch(in: pod.name) != nil)
        #expect(pod.labels == ["app": "web"])
        #expect(pod.annotations == ["a": "b"])
        #expect(pod.controller?.uid == "uid-set")
        #expect(pod.spec == ["containers": [["name": "main"]]])
    }

    @Test func `Finished and terminating pods are replaced`() {
        let pods = [
            Samples.pod("done", phase: "Succeeded"), Samples.pod("failed", phase: "Failed"),
            Samples.pod("going") { $0["metadata", "deletionTimestamp"] = .string(Samples.start.text) }, Samples.pod("good"),
        ]
        #expect(Self.plan(Self.set(replicas: 1), pods) == .nothing)
        guard case .create(let fresh) = Self.plan(Self.set(replicas: 2), pods) else {
            Issue.record("nothing is created")
            return
        }
        #expect(fresh.count == 1)
    }

    @Test func `A set that is being deleted makes nothing`() {
        let set = Self.set(replicas: 3) { $0["metadata", "deletionTimestamp"] = .string(Samples.start.text) }
        #expect(Self.plan(set, []) == .nothing)
    }

    @Test func `The status counts, and looks again when a pod becomes available`() throws {
        let set = Self.set(replicas: 4) { $0["spec", "minReadySeconds"] = 10 }
        let pods = [
            Samples.pod("old", readyAt: Samples.start - .seconds(60)), Samples.pod("young", readyAt: Samples.start - .seconds(4)),
            Samples.pod("unready", ready: false), Samples.pod("done", phase: "Succeeded"),
        ]
        let directives = ReplicaSetPass(set, pods: pods, at: Samples.start).statusDirectives()
        guard case .updateStatus(let written, _)? = directives.first else {
            Issue.record("no status is written")
            return
        }
        #expect(
            written.status == [
                "replicas": 3, "readyReplicas": 2, "availableReplicas": 1, "fullyLabeledReplicas": 3, "observedGeneration": 2,
            ])
        #expect(directives.last == .requeue(after: .seconds(6)))
        #expect(ReplicaSetPass(written, pods: pods, at: Samples.start).statusDirectives() == [.requeue(after: .seconds(6))])
    }

    @Test func `A failure to create shows in the status until it is over`() {
        let error = StatusError(code: 403, reason: .forbidden, message: "quota")
        guard
            case .updateStatus(let failed, _)? = ReplicaSetPass(Self.set(replicas: 1), pods: [], at: Samples.start)
                .statusDirectives(failure: error).first,
            case .updateStatus(let over, _)? = ReplicaSetPass(failed, pods: [], at: Samples.start).statusDirectives().first
        else {
            Issue.record("no status is written")
            return
        }
        #expect(ConditionList(of: failed)["ReplicaFailure"]?.reason == "FailedCreate")
        #expect(ConditionList(of: over)["ReplicaFailure"] == nil)
    }

    @Test(arguments: [(0, []), (1, [1]), (2, [1, 1]), (10, [1, 2, 4, 3]), (31, [1, 2, 4, 8, 16])] as [(Int, [Int])])
    func `Batches double`(_ count: Int, _ sizes: [Int]) {
        #expect(SlowStart.batches(count) == sizes)
    }
}
