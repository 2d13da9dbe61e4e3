import Delivery
import KubeModel
import Testing

/// What a new release adds to a cluster, made from the version that serves.
@Suite struct ReleaseDraftTests {
    private static let serving = try? KubeObject(
        JSON(
            parsing: #"""
                {"apiVersion":"apps/v1","kind":"Deployment",
                "metadata":{"name":"web-v1","namespace":"shop","uid":"1","resourceVersion":"9","generation":4,
                "labels":{"app":"web","version":"v1","team":"a"},
                "annotations":{"configmap.reloader.stakater.com/reload":"web-env","deployment.kubernetes.io/revision":"3",
                "kubectl.kubernetes.io/last-applied-configuration":"{}","config.kubernetes.io/origin":"x"}},
                "spec":{"replicas":4,"paused":true,"selector":{"matchLabels":{"app":"web","version":"v1"}},
                "template":{"metadata":{"labels":{"app":"web","version":"v1"},
                "annotations":{"kubectl.kubernetes.io/restartedAt":"x","prometheus.io/scrape":"true"}},
                "spec":{"topologySpreadConstraints":[{"labelSelector":{"matchLabels":{"app":"web","version":"v1"}}},
                {"labelSelector":{"matchLabels":{"app":"web"}}}],
                "containers":[{"name":"side","image":"side:1"},{"name":"web","image":"souk:local","args":["serve"]}]}}},
                "status":{"replicas":4}}
                """#))

    private func present(
        stable: String? = nil, subsets: [String] = ["v1"], deployments: [KubeObject]? = nil, releases: [KubeObject] = []
    ) throws -> ReleaseDraft.Present {
        var route = KubeObject(.virtualServices, namespace: "shop", name: "web")
        let destinations = subsets.map { ["destination": ["host": "web", "subset": .string($0)], "weight": 50] as JSON }
        route["spec"] = ["http": [["route": .array(destinations)]]]
        if let stable { route.annotations[ServingVersion.annotation] = stable }
        var autoscaler = KubeObject(.horizontalPodAutoscalers, namespace: "shop", name: "web-v1", labels: ["app": "web", "version": "v1"])
        autoscaler["spec"] = ["scaleTargetRef": ["kind": "Deployment", "name": "web-v1"], "minReplicas": 2, "maxReplicas": 6]
        return ReleaseDraft.Present(
            route: route, deployments: try deployments ?? [#require(Self.serving)], autoscalers: [autoscaler], releases: releases)
    }

    private func wish(_ change: (inout ReleaseDraft.Wish) -> Void = { _ in }) -> ReleaseDraft.Wish {
        var wish = ReleaseDraft.Wish(
            service: "web", image: "new", version: nil, strategy: .canary([RolloutDraft.Step(weight: 30, hold: .seconds(5))]))
        change(&wish)
        return wish
    }

    @Test func theDeploymentIsTheServingOnesInAllButItsVersion() throws {
        let draft = try ReleaseDraft(wish(), in: present())
        let made = draft.deployment
        #expect(draft.version == "v2" && draft.stable == "v1")
        #expect(made.name == "web-v2" && made.namespace == "shop" && made.uid.isEmpty && made.resourceVersion.isEmpty)
        #expect(made.labels == ["app": "web", "version": "v2", "team": "a"])
        #expect(made.annotations == ["configmap.reloader.stakater.com/reload": "web-env", "delivery.souk.dev/copied-from": "v1"])
        #expect(made.status.isNull && made.spec["paused"].isNull)
        #expect(made.spec["replicas"] == 2, "30 % of 4 pods, rounded up")
        #expect(made["spec", "selector", "matchLabels"].strings == ["app": "web", "version": "v2"])
        let template = made["spec", "template"]
        #expect(template["metadata"]["labels"].strings == ["app": "web", "version": "v2"])
        #expect(template["metadata"]["annotations"].strings == ["prometheus.io/scrape": "true"])
        let constraints = template["spec"]["topologySpreadConstraints"]
        #expect(constraints[0]["labelSelector"]["matchLabels"]["version"] == "v2")
        #expect(constraints[1]["labelSelector"]["matchLabels"]["version"].isNull)
        let containers = template["spec"]["containers"]
        #expect(containers[0]["image"] == "side:1" && containers[1]["image"] == "souk:new" && containers[1]["args"] == ["serve"])
    }

    @Test(
        arguments: [
            ("souk:local", "b", "souk:b"), ("souk", "b", "souk:b"), ("reg.io:5000/team/souk:1.0.0", "b", "reg.io:5000/team/souk:b"),
            ("reg.io:5000/souk", "b", "reg.io:5000/souk:b"), ("souk@sha256:0a", "b", "souk:b"), ("souk:local", "other:7", "other:7"),
            ("souk:local", "reg.io/souk@sha256:0b", "reg.io/souk@sha256:0b"),
        ])
    func aTagTakesThePlaceOfTheTag(present: String, named: String, expected: String) throws {
        var serving = try #require(Self.serving)
        serving["spec", "template", "spec", "containers"] = [["name": "app", "image": .string(present)]]
        let made = try DeploymentCopy(of: "web", from: "v1", to: "v2", image: named, replicas: 1).made(from: serving)
        #expect(made["spec", "template", "spec", "containers"][0]["image"].string == expected)
    }

    @Test func theAutoscalerFollowsItsDeployment() throws {
        let autoscaler = try #require(try ReleaseDraft(wish(), in: present()).autoscaler)
        #expect(autoscaler.name == "web-v2" && autoscaler.labels["version"] == "v2")
        #expect(autoscaler.spec["scaleTargetRef"] == ["kind": "Deployment", "name": "web-v2"])
        #expect(autoscaler.spec["maxReplicas"] == 6)
    }

    @Test func theReleaseSaysWhatWasAskedFor() throws {
        let draft = try ReleaseDraft(
            wish {
                ($0.version, $0.deadline, $0.drain, $0.isPaused, $0.replicas) = ("next", .seconds(600), .zero, true, 7)
            }, in: present())
        #expect(draft.deployment.spec["replicas"] == 7)
        #expect(
            draft.release.spec == [
                "service": "web", "to": "next", "deadline": "10m0s", "drain": "0s", "paused": true,
                "strategy": ["canary": ["steps": [["weight": 30, "hold": "5s"]]]],
            ])
        let rollout = Rollout(kind: .release, object: draft.release)
        #expect(rollout.faults.isEmpty, "what is drafted can be read")
    }

    @Test func aBlueGreenReleaseBeginsWithAllItsPods() throws {
        let draft = try ReleaseDraft(
            wish { $0.strategy = .blueGreen(header: "x-p", value: "", previewHold: .zero, hold: .zero, switchesItself: true) },
            in: present())
        #expect(draft.deployment.spec["replicas"] == 4)
        #expect(draft.release.spec["strategy"]["blueGreen"]["preview"]["value"] == "v2", "the name of the version")
    }

    @Test func theMarkedVersionServesWhateverTheWeights() throws {
        #expect(throws: DraftFault.self) { try ReleaseDraft(wish(), in: present(subsets: ["v1", "v2"])) }
        let draft = try ReleaseDraft(wish(), in: present(stable: "v1", subsets: ["v1", "v2"]))
        #expect(draft.stable == "v1" && draft.version == "v3", "v2 is taken, though it has no Deployment")
    }

    private static func release(to version: String, phase: String?) -> KubeObject {
        var release = KubeObject(.releases, namespace: "shop", name: "web-\(version)-x")
        release["spec"] = ["service": "web", "to": .string(version)]
        if let phase { release.status = ["phase": .string(phase)] }
        return release
    }

    @Test func namesOfReleasesThatAreOverAreNotTakenAgain() throws {
        let releases = [Self.release(to: "v7", phase: "RolledBack")]
        #expect(try ReleaseDraft(wish(), in: present(releases: releases)).version == "v8")
        #expect(try ReleaseDraft(wish { $0.version = "v7" }, in: present(releases: releases)).version == "v7", "unless one asks for it")
    }

    @Test func whatCannotBeIsRefusedWithAdvice() throws {
        func said(_ version: String?, _ present: ReleaseDraft.Present) -> String {
            let fault = #expect(throws: DraftFault.self) { try ReleaseDraft(wish { $0.version = version }, in: present) }
            return fault?.description ?? ""
        }
        #expect(said("v1", try present()).contains("v1 serves already"))
        #expect(said("V 2", try present()).contains("--version: version 'V 2' must be small letters"))
        #expect(said("v2", try present(stable: "v1", subsets: ["v1", "v2"])).contains("v2 gets requests already"))
        #expect(said(nil, try present(stable: "v3")).contains("no Deployment web-v3"))
        #expect(said("v2", try present(releases: [Self.release(to: "v2", phase: "Holding")])).contains("souk release abort web"))
        #expect(said("v2", try present(releases: [Self.release(to: "v2", phase: nil)])).contains("brings v2 already"))
        var other = try #require(Self.serving)
        other.labels["version"] = "blue"
        #expect(said(nil, try present(deployments: [try #require(Self.serving), other])).contains("--version"))
    }
}
