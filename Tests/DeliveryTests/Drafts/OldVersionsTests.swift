import Delivery
import KubeModel
import Testing

/// Which versions a service keeps.
@Suite struct OldVersionsTests {
    /// Copied for a release and without pods, unless `change` says otherwise.
    private static func deployment(_ number: Int, _ change: (inout KubeObject) -> Void = { _ in }) -> KubeObject {
        var deployment = KubeObject(
            .deployments, namespace: "shop", name: "web-v\(number)", labels: ["app": "web", "version": "v\(number)"])
        deployment["metadata", "creationTimestamp"] = .string("2026-01-01T00:00:\(number < 10 ? "0" : "")\(number)Z")
        deployment.annotations["delivery.souk.dev/copied-from"] = "v1"
        deployment["spec"] = ["replicas": 0]
        change(&deployment)
        return deployment
    }

    private static func autoscaler(of number: Int) -> KubeObject {
        var autoscaler = KubeObject(.horizontalPodAutoscalers, namespace: "shop", name: "web-v\(number)")
        autoscaler["spec"] = ["scaleTargetRef": ["kind": "Deployment", "name": .string("web-v\(number)")]]
        return autoscaler
    }

    private static func release(to version: String, phase: String, stable: String) -> KubeObject {
        var release = RolloutDraft(.release(to: version), of: "web", namespace: "shop").object
        release.status = ["phase": .string(phase), "target": .string(version), "stable": .string(stable)]
        return release
    }

    private static func old(_ deployments: [KubeObject], serving: String = "v30", releases: [KubeObject] = []) -> OldVersions {
        var route = KubeObject(.virtualServices, namespace: "shop", name: "web")
        route.annotations[ServingVersion.annotation] = serving
        route["spec"] = ["http": [["route": [["destination": ["host": "web", "subset": "v2"], "weight": 0]]]]]
        let present = ReleaseDraft.Present(
            route: route, deployments: deployments, autoscalers: (1...20).map(autoscaler), releases: releases)
        return OldVersions(in: present)
    }

    @Test func theLastTenAreKept() {
        let old = Self.old((3...15).shuffled().map { Self.deployment($0) })
        #expect(old.deployments.map(\.name) == ["web-v5", "web-v4", "web-v3"])
        #expect(old.autoscalers.map(\.name) == ["web-v5", "web-v4", "web-v3"])
        #expect(Self.old((3...12).map { Self.deployment($0) }).deployments.isEmpty)
    }

    @Test func whatSomebodyMayNeedIsKept() {
        let newer = (11...20).map { Self.deployment($0) }
        let releases = [
            Self.release(to: "v5", phase: "Holding", stable: "v4"), Self.release(to: "v6", phase: "Succeeded", stable: "v3"),
        ]
        let kept = [
            Self.deployment(1) { $0.annotations = [:] }, Self.deployment(2), Self.deployment(4), Self.deployment(5), Self.deployment(7),
            Self.deployment(8) { $0["spec", "replicas"] = 1 }, Self.deployment(9) { $0.status = ["replicas": 1] },
        ]
        let gone = [Self.deployment(3), Self.deployment(6)]
        let old = Self.old(newer + kept + gone, serving: "v7", releases: releases)
        #expect(Set(old.deployments.map(\.name)) == ["web-v3", "web-v6"])
    }

    @Test func theirSubsetsGoWithThem() throws {
        let old = Self.old((3...13).map { Self.deployment($0) })
        var rule = KubeObject(.destinationRules, namespace: "shop", name: "web")
        rule["spec", "subsets"] = .array(["v1", "v3", "v4"].map { ["name": .string($0)] })
        #expect(old.removed(from: rule)?.spec["subsets"].elements.map { $0["name"].string } == ["v1", "v4"])
        rule["spec", "subsets"] = [["name": "v1"]]
        #expect(old.removed(from: rule) == nil)
    }
}
