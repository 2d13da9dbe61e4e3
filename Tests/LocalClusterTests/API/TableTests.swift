import KubeModel
import Testing

import LocalCluster

@Suite("Tables")
struct TableTests {
    private static let now = KubeTime(seconds: 1_780_000_000)

    private static func pod(_ status: JSON, terminating: Bool = false, initContainers: Int = 0) -> KubeObject {
        var pod = KubeObject(.pods, namespace: "shop", name: "p")
        pod["metadata", "creationTimestamp"] = .string((now - .seconds(90)).text)
        pod["spec"] = ["containers": [["name": "a"], ["name": "b"]], "nodeName": "zone-a"]
        if initContainers > 0 { pod["spec", "initContainers"] = .array((0..<initContainers).map { ["name": .string("i\($0)")] }) }
        if terminating { pod["metadata", "deletionTimestamp"] = "2026-01-01T00:00:00Z" }
        pod.status = status
        return pod
    }

    private static let running: JSON = ["name": "a", "ready": true, "restartCount": 0, "state": ["running": [:]]]

    @Test(
        "a pod's status comes down to what kubectl says",
        arguments: [
            (pod(["phase": "Pending"]), "0/2", "Pending", "0"),
            (pod(["phase": "Running", "containerStatuses": [running, running]]), "2/2", "Running", "0"),
            (pod(["phase": "Running", "containerStatuses": [running, running]], terminating: true), "2/2", "Terminating", "0"),
            (
                pod([
                    "phase": "Running",
                    "containerStatuses": [
                        running,
                        [
                            "name": "b", "ready": false, "restartCount": 3, "state": ["waiting": ["reason": "CrashLoopBackOff"]],
                            "lastState": ["terminated": ["finishedAt": .string((now - .seconds(125)).text)]],
                        ],
                    ],
                ]), "1/2", "CrashLoopBackOff", "3 (2m5s ago)"
            ),
            (
                pod([
                    "phase": "Failed",
                    "containerStatuses": [["name": "a", "restartCount": 0, "state": ["terminated": ["exitCode": 7]]]],
                ]), "0/2", "ExitCode:7", "0"
            ),
            (
                pod(["phase": "Pending", "initContainerStatuses": [["name": "i0", "state": ["running": [:]]]]], initContainers: 2), "0/2",
                "Init:0/2", "0"
            ),
            (pod(["phase": "Failed", "reason": "Evicted"]), "0/2", "Evicted", "0"),
        ] as [(KubeObject, String, String, String)])
    func pods(pod: KubeObject, ready: String, status: String, restarts: String) {
        let cells = TableLayout.pods.cells(pod, Self.now)
        #expect(cells[1...4] == [.string(ready), .string(status), .string(restarts), "90s"])
        #expect(cells[6] == "zone-a")
    }

    @Test(
        "durations have kubectl's two units",
        arguments: [
            (-5, "<invalid>"), (0, "0s"), (119, "119s"), (120, "2m"), (305, "5m5s"), (600, "10m"), (10_799, "179m"), (10_800, "3h"),
            (11_460, "3h11m"), (28_800, "8h"), (172_799, "47h"), (172_800, "2d"), (176_400, "2d1h"), (691_200, "8d"), (63_072_000, "2y"),
            (64_000_000, "2y10d"), (252_288_000, "8y"),
        ])
    func durations(seconds: Int, text: String) {
        #expect(HumanDuration.text(.seconds(seconds)) == text)
    }

    @Test("every layout gives as many cells as it has columns, whatever the object is", arguments: ResourceType.builtIn)
    func cellCount(type: ResourceType) throws {
        let registered = try #require(TypeRegistry()[TypeRegistry.Name(type)])
        let layout = TableLayout.layout(for: type, in: registered)
        #expect(layout.cells(KubeObject(type, namespace: "shop", name: "x"), Self.now).count == layout.columns.count)
        #expect(layout.columns.contains { $0.format == "name" })
    }

    @Test(
        "an autoscaler shows what it measures and wants",
        arguments: [
            (
                [["type": "Resource", "resource": ["name": "cpu", "target": ["averageUtilization": 60]]]],
                [["type": "Resource", "resource": ["name": "cpu", "current": ["averageUtilization": 40]]]], "cpu: 40%/60%"
            ),
            ([["type": "Resource", "resource": ["name": "cpu", "target": ["averageUtilization": 60]]]], [], "cpu: <unknown>/60%"),
            (
                [["type": "Resource", "resource": ["name": "memory", "target": ["averageValue": "100Mi"]]]],
                [["type": "Resource", "resource": ["name": "memory", "current": ["averageValue": "50Mi"]]]], "memory: 50Mi/100Mi"
            ),
            (
                [["type": "Pods", "pods": ["metric": ["name": "rps"], "target": ["averageValue": "10"]]]],
                [["type": "Pods", "pods": ["current": ["averageValue": "7"]]]], "7/10"
            ),
        ] as [(JSON, JSON, String)])
    func autoscalerTargets(metrics: JSON, current: JSON, text: String) {
        var autoscaler = KubeObject(.horizontalPodAutoscalers, namespace: "shop", name: "x")
        autoscaler["spec", "metrics"] = metrics
        autoscaler["status", "currentMetrics"] = current
        #expect(AutoscalerTargets.text(autoscaler) == text)
    }

    @Test(
        "printer columns find their values",
        arguments: [
            (".spec.size", "3"), (".spec.hosts[1]", "\"b\""), (".spec.hosts[*]", "\"a\""), (".metadata.labels['a.b/c']", "\"x\""),
            (".status.conditions[?(@.type==\"Ready\")].status", "\"True\""), (".metadata.labels.a\\.b/c", "\"x\""), (".nothing", ""),
        ])
    func jsonPath(path: String, value: String) throws {
        let object: JSON = [
            "spec": ["size": 3, "hosts": ["a", "b"]], "metadata": ["labels": ["a.b/c": "x"]],
            "status": ["conditions": [["type": "Other", "status": "False"], ["type": "Ready", "status": "True"]]],
        ]
        #expect(try #require(JSONPath(path)).values(in: object).first?.text ?? "" == value)
    }
}
