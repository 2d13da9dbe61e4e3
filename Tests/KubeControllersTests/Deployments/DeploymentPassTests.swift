import KubeControllers
import KubeModel
import Testing

@Suite struct DeploymentPassTests {
    private static func settled(_ deployment: KubeObject = Samples.deployment()) throws -> SmallWorld {
        var world = SmallWorld(deployment, seed: 1)
        try world.settle()
        return world
    }

    private static func roll(_ world: inout SmallWorld, to image: String) {
        world.changeSpec { $0["spec", "template", "spec"] = ["containers": [["name": "main", "image": .string(image)]]] }
    }

    @Test func `The first ReplicaSet is named by its template and carries what kubectl reads`() throws {
        let world = try Self.settled()
        let set = try #require(world.newSet)
        let hash = try #require(set.labels["pod-template-hash"])
        #expect(set.name == "web-\(hash)")
        #expect(set["spec", "selector", "matchLabels"].strings == ["app": "web", "pod-template-hash": hash])
        #expect(set["spec", "template", "metadata", "labels", "pod-template-hash"].string == hash)
        #expect(set.annotations["deployment.kubernetes.io/revision"] == "1")
        #expect(set.annotations["deployment.kubernetes.io/desired-replicas"] == "3")
        #expect(set.annotations["deployment.kubernetes.io/max-replicas"] == "4")
        #expect(world.deployment.annotations["deployment.kubernetes.io/revision"] == "1")
        #expect(world.events.map(\.message) == ["Scaled up replica set \(set.name) from 0 to 3"])
        #expect(world.pods.keys.allSatisfy { $0.hasPrefix("\(set.name)-") && $0.count == set.name.count + 6 })
    }

    @Test func `A rollback takes the old ReplicaSet again with a new revision`() throws {
        var world = try Self.settled()
        let first = try #require(world.newSet?.name)
        Self.roll(&world, to: "souk:2")
        try world.settle()
        #expect(world.deployment.annotations[DeploymentAnnotation.revision] == "2")
        Self.roll(&world, to: "souk:1")
        try world.settle()
        #expect(world.newSet?.name == first)
        #expect(world.newSet?.annotations[DeploymentAnnotation.revision] == "3")
        #expect(world.newSet?.annotations[DeploymentAnnotation.revisionHistory] == "1")
        #expect(world.deployment.annotations[DeploymentAnnotation.revision] == "3")
        #expect(world.sets.count == 2)
    }

    @Test func `The change cause and other annotations go to the new ReplicaSet, kubectl's own do not`() throws {
        var deployment = Samples.deployment()
        deployment.annotations = [
            "kubernetes.io/change-cause": "first", "team": "web", "kubectl.kubernetes.io/last-applied-configuration": "{}",
        ]
        let world = try Self.settled(deployment)
        #expect(world.newSet?.annotations["kubernetes.io/change-cause"] == "first")
        #expect(world.newSet?.annotations["team"] == "web")
        #expect(world.newSet?.annotations["kubectl.kubernetes.io/last-applied-configuration"] == nil)
    }

    @Test func `Only so many old ReplicaSets are kept, the newest ones`() throws {
        var world = try Self.settled(Samples.deployment(["revisionHistoryLimit": 2]))
        for image in 2...6 {
            Self.roll(&world, to: "souk:\(image)")
            try world.settle()
        }
        #expect(world.sets.values.map(\.revision).sorted() == [4, 5, 6])
    }

    @Test func `A paused Deployment is scaled and not rolled`() throws {
        var world = try Self.settled()
        world.changeSpec { $0["spec", "paused"] = true }
        Self.roll(&world, to: "souk:2")
        world.changeSpec { $0["spec", "replicas"] = 5 }
        try world.settle()
        #expect(world.newSet == nil)
        #expect(world.totalWanted == 5)
        #expect(ConditionList(of: world.deployment)["Progressing"]?.reason == "DeploymentPaused")
        world.changeSpec { $0["spec", "paused"] = false }
        world.deploymentPass()
        #expect(world.newSet != nil)
        try world.settle()
        #expect(ConditionList(of: world.deployment)["Progressing"]?.reason == "NewReplicaSetAvailable")
    }

    @Test func `Recreate ends all old pods before it starts new ones`() throws {
        var world = try Self.settled(Samples.deployment(["strategy": ["type": "Recreate"]]))
        Self.roll(&world, to: "souk:2")
        world.deploymentPass()
        #expect(world.newSet == nil)
        #expect(world.totalWanted == 0)
        world.deploymentPass()
        #expect(world.newSet == nil, "the old pods are still there")
        for name in world.sets.keys { world.setPass(name) }
        world.deploymentPass()
        #expect(world.newSet?["spec", "replicas"].int == 3)
    }

    @Test func `A rollout that gets nowhere is given up after its deadline, and recovers`() throws {
        var world = try Self.settled(Samples.deployment(["progressDeadlineSeconds": 60]))
        Self.roll(&world, to: "souk:broken")
        world.deploymentPass()
        for name in world.sets.keys { world.setPass(name) }
        world.deploymentPass()
        #expect(ConditionList(of: world.deployment)["Progressing"]?.reason == "ReplicaSetUpdated")
        let directives = DeploymentPass.directives(
            for: world.deployment, sets: Array(world.sets.values), pods: [], at: world.now)
        #expect(directives.contains(.requeue(after: .seconds(61))), "nothing else would wake the controller")
        world.now = world.now + .seconds(61)
        world.deploymentPass()
        let condition = try #require(ConditionList(of: world.deployment)["Progressing"])
        #expect(condition.status == .no)
        #expect(condition.reason == "ProgressDeadlineExceeded")
        #expect(condition.message == "ReplicaSet \"\(world.newSet?.name ?? "")\" has timed out progressing.")
        try world.settle()
        #expect(ConditionList(of: world.deployment)["Progressing"]?.reason == "NewReplicaSetAvailable")
    }

    @Test func `Too few available pods show in the condition and the counts`() throws {
        var world = try Self.settled()
        for name in world.pods.keys.sorted().prefix(2) { world.setReady(name, false) }
        for name in world.sets.keys { world.setPass(name) }
        world.deploymentPass()
        #expect(ConditionList(of: world.deployment)["Available"]?.status == .no)
        #expect(ConditionList(of: world.deployment)["Available"]?.reason == "MinimumReplicasUnavailable")
        #expect(world.deployment["status", "availableReplicas"].int == 1)
        #expect(world.deployment["status", "unavailableReplicas"].int == 2)
        #expect(world.deployment["status", "updatedReplicas"].int == 3)
    }

    @Test func `A name that another template has leads to another name`() throws {
        let deployment = Samples.deployment()
        guard case .updateStatus(let written, _) = DeploymentPass.collided(deployment) else {
            Issue.record("no status is written")
            return
        }
        func name(_ deployment: KubeObject) -> String? {
            let directives = DeploymentPass.directives(for: deployment, sets: [], pods: [], at: Samples.start)
            guard case .create(let set, _)? = directives.first else { return nil }
            return set.name
        }
        #expect(written["status", "collisionCount"] == 1)
        let second = name(written)
        #expect(second != nil)
        #expect(second != name(deployment))
    }

    @Test func `Templates are equal whatever says nothing in them, and equal ones hash alike`() throws {
        let plain: JSON = [
            "metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "main", "volumes": [["emptyDir": [:]]]]]],
        ]
        let noisy: JSON = [
            "metadata": ["labels": ["app": "web", "pod-template-hash": "x"], "annotations": [:], "creationTimestamp": .null],
            "spec": [
                "containers": [["name": "main", "resources": [:], "volumes": [["emptyDir": [:]]], "env": []]], "securityContext": [:],
            ],
        ]
        #expect(PodTemplate.areEqual(plain, noisy))
        #expect(PodTemplate.hash(of: plain, collisions: 0) == PodTemplate.hash(of: noisy, collisions: 0))
        var other = plain
        other[path: ["spec", "containers"]] = [["name": "main"]]
        #expect(!PodTemplate.areEqual(plain, other), "an empty directory is a volume all the same")
    }
}
