import Foundation
import KubeModel
import Testing

import NodeAgent

@Suite struct ContainerEnvironmentTests {
    static let facts: PodFacts = {
        var pod = PodDriver.pod(["nodeName": "zone-a", "serviceAccountName": "web"])
        pod.labels = ["app": "web", "topology.kubernetes.io/zone": "zone-a"]
        pod.annotations = ["note": "a \"b\""]
        return PodFacts(pod: pod, network: PodNetwork(podIP: "127.1.1.1", hostIP: "127.1.0.1"), nodeCPU: 2_000, nodeMemory: 1 << 30)
    }()

    static let sources: SourceObjects = {
        var config = KubeObject(.configMaps, namespace: "shop", name: "config")
        config["data"] = ["LEVEL": "info", "COLOUR": "red"]
        config["binaryData"] = ["RAW": "aGVsbG8="]
        var secret = KubeObject(.secrets, namespace: "shop", name: "secret")
        secret["data"] = ["PASSWORD": "c2VzYW1l"]
        return SourceObjects([config, secret])
    }()

    private func variables(_ container: JSON) throws -> [String: String] {
        try ContainerEnvironment(container: container, facts: Self.facts, sources: Self.sources, base: ["PATH": "/bin"]).variables
    }

    @Test(
        arguments: [
            (["value": "plain"], "plain"),
            (["value": "$(FIRST)-$(UNKNOWN)-$$(FIRST)"], "1-$(UNKNOWN)-$(FIRST)"),
            (["valueFrom": ["configMapKeyRef": ["name": "config", "key": "LEVEL"]]], "info"),
            (["valueFrom": ["configMapKeyRef": ["name": "none", "key": "LEVEL", "optional": true]]], nil),
            (["valueFrom": ["secretKeyRef": ["name": "secret", "key": "PASSWORD"]]], "sesame"),
            (["valueFrom": ["secretKeyRef": ["name": "secret", "key": "NONE", "optional": true]]], nil),
            (["valueFrom": ["fieldRef": ["fieldPath": "metadata.name"]]], "web-1"),
            (["valueFrom": ["fieldRef": ["fieldPath": "metadata.uid"]]], "u-1"),
            (["valueFrom": ["fieldRef": ["fieldPath": "metadata.labels['topology.kubernetes.io/zone']"]]], "zone-a"),
            (["valueFrom": ["fieldRef": ["fieldPath": "metadata.annotations['note']"]]], "a \"b\""),
            (["valueFrom": ["fieldRef": ["fieldPath": "metadata.labels['none']"]]], ""),
            (["valueFrom": ["fieldRef": ["fieldPath": "spec.nodeName"]]], "zone-a"),
            (["valueFrom": ["fieldRef": ["fieldPath": "spec.serviceAccountName"]]], "web"),
            (["valueFrom": ["fieldRef": ["fieldPath": "status.podIP"]]], "127.1.1.1"),
            (["valueFrom": ["fieldRef": ["fieldPath": "status.hostIP"]]], "127.1.0.1"),
            (["valueFrom": ["resourceFieldRef": ["resource": "limits.memory", "divisor": "1Mi"]]], "64"),
            (["valueFrom": ["resourceFieldRef": ["resource": "limits.cpu"]]], "2"),
            (["valueFrom": ["resourceFieldRef": ["resource": "requests.cpu", "divisor": "1m"]]], "250"),
        ] as [(JSON, String?)])
    func oneVariable(source: JSON, expected: String?) throws {
        var variable = source
        variable["name"] = "X"
        let container: JSON = [
            "env": [["name": "FIRST", "value": "1"], variable],
            "resources": ["limits": ["memory": "64Mi"], "requests": ["cpu": "250m"]],
        ]
        #expect(try variables(container)["X"] == expected)
    }

    @Test func whatStandsLaterWins() throws {
        let found = try variables([
            "envFrom": [
                ["configMapRef": ["name": "config"]], ["secretRef": ["name": "secret"], "prefix": "S_"],
                ["configMapRef": ["name": "none", "optional": true]],
            ],
            "env": [["name": "COLOUR", "value": "blue"], ["name": "PATH", "value": "/usr/bin:$(PATH)"]],
        ])
        #expect(
            found == [
                "LEVEL": "info", "COLOUR": "blue", "RAW": "hello", "S_PASSWORD": "sesame", "PATH": "/usr/bin:/bin",
            ])
    }

    @Test(
        arguments: [
            (["envFrom": [["configMapRef": ["name": "none"]]]], "configmap \"none\" not found"),
            (["env": [["name": "X", "valueFrom": ["secretKeyRef": ["name": "none", "key": "k"]]]]], "secret \"none\" not found"),
            (
                ["env": [["name": "X", "valueFrom": ["configMapKeyRef": ["name": "config", "key": "k"]]]]],
                "couldn't find key k in ConfigMap shop/config"
            ),
            (
                ["env": [["name": "X", "valueFrom": ["fieldRef": ["fieldPath": "status.phase"]]]]],
                "the variable X refers to the field status.phase, which is not supported"
            ),
        ] as [(JSON, String)])
    func faults(container: JSON, message: String) {
        #expect(throws: StartFailure.configuration(message)) { try variables(container) }
    }

    @Test func nothingOfTheAgentLeaks() {
        var settings = NodeSettings(name: "n", zone: "z", network: "127.1", folder: "/f", imageFolder: "/i", volumeFolder: "/v")
        settings.outboundProxy = "http://127.1.0.1:15001"
        let found = BaseEnvironment.variables(
            settings: settings, own: ["AWS_SECRET": "x", "TZ": "UTC", "PATH": "/p", "HOME": "/root"], root: "/r", podName: "web-1")
        #expect(
            found == [
                "PATH": "/p", "TZ": "UTC", "HOME": "/r", "HOSTNAME": "web-1", "SOUK_ROOT": "/r", "KUBERNETES_SERVICE_HOST": "127.0.0.1",
                "KUBERNETES_SERVICE_PORT": "8001", "HTTP_PROXY": "http://127.1.0.1:15001", "http_proxy": "http://127.1.0.1:15001",
                "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
            ])
    }

    @Test func referencesAreFoundEverywhere() {
        let pod = PodDriver.pod([
            "containers": [
                ["envFrom": [["configMapRef": ["name": "a"]]], "env": [["valueFrom": ["secretKeyRef": ["name": "b", "key": "k"]]]]]
            ],
            "volumes": [
                ["configMap": ["name": "c"]], ["secret": ["secretName": "d"]], ["persistentVolumeClaim": ["claimName": "e"]],
                ["projected": ["sources": [["configMap": ["name": "f"]], ["secret": ["name": "g"]]]]],
            ],
        ])
        let names = SourceObjects.references(of: pod).map { "\($0.type.plural)/\($0.namespace)/\($0.name)" }.sorted()
        #expect(
            names == [
                "configmaps/shop/a", "configmaps/shop/c", "configmaps/shop/f", "persistentvolumeclaims/shop/e", "secrets/shop/b",
                "secrets/shop/d", "secrets/shop/g",
            ])
    }
}
