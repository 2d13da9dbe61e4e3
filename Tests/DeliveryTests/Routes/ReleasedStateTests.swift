import Delivery
import KubeModel
import ReleaseEngine
import Testing

/// Applying the manifests again after a release.
@Suite("Manifests after a release")
struct ReleasedStateTests {
    private static func route(_ weights: [(String, Int)], timeout: String = "6s", stable: String? = nil) -> KubeObject {
        var object = KubeObject(.virtualServices, namespace: "shop", name: "web", labels: ["app": "web"])
        let destinations = weights.map { subset, weight -> JSON in
            ["destination": ["host": "web", "subset": .string(subset)], "weight": .integer(weight)]
        }
        object["spec"] = [
            "hosts": ["web"],
            "http": [
                ["name": "reads", "route": .array(destinations), "timeout": .string(timeout)],
                ["name": "writes", "route": .array(destinations)],
            ],
        ]
        if let stable { object.annotations = ["delivery.souk.dev/stable": stable] }
        return object
    }

    private static func rule(_ subsets: String...) -> KubeObject {
        var rule = KubeObject(.destinationRules, namespace: "shop", name: "web")
        rule["spec"] = ["host": "web", "subsets": .array(subsets.map { ["name": .string($0), "labels": ["version": .string($0)]] })]
        return rule
    }

    private static func deployment(_ version: String, _ replicas: Int) -> KubeObject {
        var deployment = KubeObject(
            .deployments, namespace: "shop", name: "web-\(version)", labels: ["app": "web", "version": version])
        deployment["spec", "replicas"] = .integer(replicas)
        return deployment
    }

    @Test func keepTheWeightsAndTakeEverythingElse() {
        let state = ReleasedState(routes: [Self.route([("v1", 60), ("v2", 40)], stable: "v1")], rules: [], deployments: [])
        let adapted = state.adapting(Self.route([("v1", 100)], timeout: "9s"))
        #expect(adapted.spec == Self.route([("v1", 60), ("v2", 40)], timeout: "9s").spec)
    }

    @Test func areAppliedAsTheyAreWithoutARelease() {
        let manifest = Self.route([("v1", 100)])
        let state = ReleasedState(
            routes: [Self.route([("v2", 100)])], rules: [Self.rule("v1", "v2")], deployments: [Self.deployment("v1", 0)])
        #expect(state.adapting(manifest) == manifest)
        #expect(state.adapting(Self.rule("v1")) == Self.rule("v1"))
        #expect(state.adapting(Self.deployment("v1", 2)) == Self.deployment("v1", 2))
        #expect(ReleasedState(routes: [], rules: [], deployments: []).adapting(manifest) == manifest)
    }

    @Test func changeNothingInARouteThatDiffersOnlyByItsWeights() {
        let present = Self.route([("v2", 100)], stable: "v2")
        let state = ReleasedState(routes: [present], rules: [], deployments: [])
        #expect(state.adapting(Self.route([("v1", 100)])).spec == present.spec)
    }

    @Test func leadToTheVersionThatServesWhereRoutesDiffer() {
        var present = Self.route([("v1", 60), ("v2", 40)], stable: "v1")
        present["spec", "http"] = .array([present.spec["http"][0], Self.route([("v2", 100)]).spec["http"][1]])
        let state = ReleasedState(routes: [present], rules: [], deployments: [])
        #expect(state.adapting(Self.route([("v3", 100)])).spec == Self.route([("v1", 100)]).spec)
    }

    @Test func keepThePreview() {
        let split = RouteSplit(Self.route([("v1", 100)], stable: "v1"), service: "web")
        let header = PreviewHeader(name: "x-souk-preview", value: "v2")
        let present = split.written(TrafficSplit(new: 0, preview: header), stable: "v1", new: "v2", mark: split.mark)
        let state = ReleasedState(routes: [present], rules: [], deployments: [])
        #expect(state.adapting(Self.route([("v1", 100)])).spec == present.spec)
    }

    @Test func keepSubsetsThatReleasesAdded() {
        let state = ReleasedState(
            routes: [Self.route([("v3", 100)], stable: "v3")], rules: [Self.rule("v1", "v3")], deployments: [])
        #expect(state.adapting(Self.rule("v1", "v2")).spec == Self.rule("v1", "v2", "v3").spec)
    }

    /// Version, replicas as they are, replicas of the manifest, and what is applied, while v2 serves.
    private static let scales: [(String, Int, Int, Int)] = [
        ("v1", 0, 2, 0),
        ("v1", 1, 2, 2),
        ("v2", 0, 2, 2),
        ("v2", 5, 2, 2),
    ]

    @Test(arguments: scales) func doNotBringARetiredVersionBack(_ version: String, _ present: Int, _ wanted: Int, _ applied: Int) {
        let state = ReleasedState(
            routes: [Self.route([("v2", 100)], stable: "v2")], rules: [], deployments: [Self.deployment(version, present)])
        #expect(state.adapting(Self.deployment(version, wanted)).spec["replicas"].int == applied)
    }
}
