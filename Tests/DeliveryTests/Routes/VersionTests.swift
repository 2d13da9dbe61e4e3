import Delivery
import KubeModel
import ReleaseEngine
import Testing

@Suite("Versions of a service")
struct VersionTests {
    private static func pod(_ container: JSON, deleted: Bool = false) -> KubeObject {
        var pod = KubeObject(.pods, namespace: "shop", name: "web-1", labels: ["app": "web", "version": "v2"])
        pod["metadata", "uid"] = "u"
        if deleted { pod["metadata", "deletionTimestamp"] = "2026-01-01T00:00:00Z" }
        pod.status = ["containerStatuses": [container], "conditions": [["type": "Ready", "status": "True"]]]
        return pod
    }

    private static func ended(_ code: Int, at time: String, reason: String = "Error") -> JSON {
        ["terminated": ["exitCode": .integer(code), "finishedAt": .string(time), "reason": .string(reason), "containerID": .string(time)]]
    }

    /// A container's status, how often it has crashed, and how it ended last.
    private static let crashes: [(KubeObject, Int, String?)] = [
        (pod(["restartCount": 0, "state": ["running": [:]]]), 0, nil),
        (pod(["restartCount": 0, "state": ended(134, at: "1")]), 1, "exit code 134"),
        // Backing off: the last end is not a restart yet.
        (pod(["restartCount": 2, "state": ["waiting": ["reason": "CrashLoopBackOff"]], "lastState": ended(1, at: "3")]), 3, "exit code 1"),
        (pod(["restartCount": 3, "state": ["running": [:]], "lastState": ended(137, at: "3", reason: "OOMKilled")]), 3, "OOMKilled"),
        // It is being started anew, and still shows the end for which it was counted.
        (pod(["restartCount": 1, "state": ended(1, at: "1"), "lastState": ended(1, at: "1")]), 1, "exit code 1"),
        // It has crashed again.
        (pod(["restartCount": 1, "state": ended(1, at: "2"), "lastState": ended(1, at: "1")]), 2, "exit code 1"),
        // It was sent away.
        (pod(["restartCount": 0, "state": ended(143, at: "1")], deleted: true), 0, "exit code 143"),
        (pod(["restartCount": 0, "state": ended(0, at: "1", reason: "Completed")]), 0, nil),
        (pod(["restartCount": 0, "state": ["waiting": ["reason": "ImagePullBackOff"]]]), 0, nil),
    ]

    @Test(arguments: crashes) func haveCrashedSoOften(_ pod: KubeObject, _ count: Int, _ exit: String?) {
        #expect(PodCrashes.count(in: pod) == count)
        #expect(PodCrashes.lastExit(of: pod)?.text == exit)
    }

    @Test func areReadyByTheirOwnPods() {
        var deployment = KubeObject(.deployments, namespace: "shop", name: "web-v2")
        deployment["spec", "replicas"] = 3
        let ready = Self.pod(["restartCount": 0])
        var (other, unready) = (ready, ready)
        other.labels["version"] = "v1"
        unready.status["conditions"] = [["type": "Ready", "status": "False"]]
        let leaving = Self.pod(["restartCount": 0], deleted: true)
        let pods = VersionPods(deployment, version: "v2", pods: [ready, other, unready, leaving])
        let seen = pods.observation(crashes: 4, config: "c")
        #expect((seen.wanted, seen.ready, seen.crashes) == (3, 1, 4))
        #expect(pods.crashes == ["u": 0])
    }

    @Test func areToldApartByTemplateAndConfigMaps() {
        var deployment = KubeObject(.deployments, namespace: "shop", name: "web-v2")
        deployment["spec", "template", "spec"] = [
            "volumes": [["configMap": ["name": "volume"]], ["projected": ["sources": [["configMap": ["name": "projected"]]]]]],
            "initContainers": [["envFrom": [["configMapRef": ["name": "from"]], ["secretRef": ["name": "secret"]]]]],
            "containers": [
                [
                    "env": [
                        ["name": "A", "valueFrom": ["configMapKeyRef": ["name": "single", "key": "a"]]],
                        ["name": "CONFIG_MAP", "value": "watched"],
                    ]
                ]
            ],
        ]
        let fingerprint = ConfigFingerprint(of: deployment)
        #expect(fingerprint.configMaps == ["from", "projected", "single", "volume", "watched"])
        var map = KubeObject(.configMaps, namespace: "shop", name: "volume")
        map["data", "a"] = "1"
        let hash = fingerprint.hash([map])
        #expect(fingerprint.hash([map]) == hash && hash.count == 16)
        map.annotations = ["note": "anything"]
        #expect(fingerprint.hash([map]) == hash)
        map["data", "a"] = "2"
        #expect(fingerprint.hash([map]) != hash)
        deployment["spec", "replicas"] = 9
        #expect(ConfigFingerprint(of: deployment).hash([]) == fingerprint.hash([]))
        deployment["spec", "template", "spec", "containers"] = []
        #expect(ConfigFingerprint(of: deployment).hash([]) != fingerprint.hash([]))
    }

    @Test func haveASubset() {
        var rule = KubeObject(.destinationRules, namespace: "shop", name: "web")
        rule["spec"] = ["host": "web", "trafficPolicy": ["a": 1], "subsets": [["name": "v1", "labels": ["version": "v1"]]]]
        #expect(DestinationSubset.adding(["v1"], to: rule, service: "web", namespace: "shop") == nil)
        let added = DestinationSubset.adding(["v1", "v2"], to: rule, service: "web", namespace: "shop")
        #expect(added?.spec["subsets"].elements.map { $0["labels"]["version"].string } == ["v1", "v2"])
        #expect(added?.spec["trafficPolicy"] == ["a": 1])
        let made = DestinationSubset.adding(["v1"], to: nil, service: "web", namespace: "shop")
        #expect(made?.spec["host"] == "web" && made?.spec["subsets"].elements.count == 1 && made?.namespace == "shop")
    }
}
