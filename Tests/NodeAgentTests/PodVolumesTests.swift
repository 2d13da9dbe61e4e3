import Foundation
import KubeModel
import NodeAgent
import Synchronization
import TestKit
import Testing

@Suite struct PodVolumesTests {
    private static func config(_ generation: Int) -> KubeObject {
        var config = KubeObject(.configMaps, namespace: "shop", name: "config")
        config["data"] = ["a": .string("\(generation)"), "b": .string("\(generation)")]
        return config
    }

    private static let mounted: JSON = ["volumes": [["name": "config", "configMap": ["name": "config"]]]]
    private static let mounts: JSON = [
        ["name": "config", "mountPath": "/etc/config"], ["name": "config", "mountPath": "/etc/fixed", "subPath": "a"],
    ]

    @Test func aPodSeesItsWorldAndNothingElse() async throws {
        try await TestNode.with { node in
            node.settings.outboundProxy = "http://\(node.settings.network).0.1:15001"
            node.settings.certificateAuthority = "the CA"
            let network = node.settings.network
            try await node.withAgent { _ in
                try await node.api.create(Self.config(1), as: .configMaps)
                try await node.run(
                    "web",
                    "env | cut -d= -f1 | sort > $SOUK_ROOT/names; pwd > $SOUK_ROOT/where; echo $ZONE > $SOUK_ROOT/zone; exec sleep 60",
                    container: [
                        "volumeMounts": Self.mounts, "workingDir": "/work",
                        "env": [
                            ["name": "ZONE", "valueFrom": ["fieldRef": ["fieldPath": "metadata.labels['topology.kubernetes.io/zone']"]]]
                        ],
                    ], spec: Self.mounted)
                try await node.untilReady()
                try await eventually { try await node.file("/zone") == "zone-a\n" }
                let names = try #require(try await node.file("/names")).split(separator: "\n").map(String.init)
                let expected: Set = [
                    "HOME", "HOSTNAME", "HTTP_PROXY", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "NO_PROXY", "PATH", "PWD",
                    "SOUK_CONTAINER_ID", "SOUK_ROOT", "TEST_MARK", "ZONE", "http_proxy", "no_proxy",
                ]
                #expect(Set(names).subtracting(["OLDPWD", "SHLVL", "_"]) == expected)
                #expect(try await node.file("/where")?.hasSuffix("/root/work\n") == true)
                #expect(try await node.file("/etc/config/a") == "1")
                let account = "/var/run/secrets/kubernetes.io/serviceaccount"
                #expect(try await node.file(account + "/token") == "token of default")
                #expect(try await node.file(account + "/ca.crt") == "the CA")
                #expect(try await node.file(account + "/namespace") == "shop")
                #expect(try await node.status()["podIP"].string == network + ".1.1")
            }
        }
    }

    @Test func aChangeIsSeenSoonAndNeverInHalves() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.api.create(Self.config(0), as: .configMaps)
                // The pod itself reads: both files through one resolved folder, as a careful reader does.
                try await node.run(
                    "web",
                    """
                    cd $SOUK_ROOT/etc/config; while :; do d=$(readlink ..data); a=$(cat $d/a 2>/dev/null) && b=$(cat $d/b 2>/dev/null) \
                    && [ "$a" != "$b" ] && echo "$a $b" >> $SOUK_ROOT/torn; done
                    """, container: ["volumeMounts": Self.mounts], spec: Self.mounted)
                try await node.untilReady()
                var latencies: [Duration] = []
                for generation in 1...40 {
                    let start = ContinuousClock.now
                    try await node.api.update(Self.config(generation), as: .configMaps)
                    try await eventually { try await node.file("/etc/config/a") == "\(generation)" }
                    latencies.append(ContinuousClock.now - start)
                    #expect(try await node.file("/etc/config/b") == "\(generation)")
                }
                #expect(try await node.file("/torn") == nil)
                #expect(try await node.file("/etc/fixed") == "0", "a subPath stays as it was")
                let median = latencies.sorted()[20]
                #expect(median < .milliseconds(250), "\(median)")
            }
        }
    }

    @Test func aMissingSourceIsWaitedFor() async throws {
        try await TestNode.with { node in
            try await node.withAgent { _ in
                try await node.run("web", "exec sleep 60", container: ["volumeMounts": Self.mounts], spec: Self.mounted)
                try await node.run(
                    "other", "exec sleep 60", container: ["envFrom": [["configMapRef": ["name": "config"]]]])
                try await eventually {
                    try await node.container()["state"]["waiting"]["message"].string?.contains("configmap \"config\" not found") == true
                }
                try await eventually { try await node.container("other")["state"]["waiting"]["reason"] == "CreateContainerConfigError" }
                try await eventually { try await node.reasons().contains("FailedMount") }
                try await node.api.create(Self.config(1), as: .configMaps)
                try await node.untilReady()
                try await node.untilReady("other")
            }
        }
    }

    @Test func secretsOfVaultAreFilesThatFollowTheirContent() async throws {
        try await TestNode.with { node in
            let folder = try #require(node.settings.secretsFolder)
            let secret = folder + "/key"
            try await node.withAgent { _ in
                try await node.run(
                    "web", "exec sleep 60",
                    metadata: [
                        "annotations": [
                            "vault.hashicorp.com/agent-inject": "true", "vault.hashicorp.com/agent-inject-secret-key": "secret/key",
                        ]
                    ])
                try await eventually { try await node.container()["state"]["waiting"]["reason"] == "VaultSecretMissing" }
                try Data("one".utf8).write(to: URL(filePath: folder + "/other"))
                try Data("one".utf8).write(to: URL(filePath: secret))
                try await node.untilReady()
                #expect(try await node.file("/vault/secrets/key") == "one")
                #expect(try await node.file("/vault/secrets/other") == nil, "only what is asked for")
                let pod = try await node.pod()
                let vault = "\(node.settings.folder)/pods/shop_web_\(pod.uid)/vault"
                let version = try FileManager.default.destinationOfSymbolicLink(atPath: vault + "/..data")
                let mode = try FileManager.default.attributesOfItem(atPath: "\(vault)/\(version)/key")[.posixPermissions] as? NSNumber
                #expect(mode == 0o400)
                try Data("one".utf8).write(to: URL(filePath: secret))
                try Data("two".utf8).write(to: URL(filePath: folder + "/other"))
                try Data("two".utf8).write(to: URL(filePath: secret))
                try await eventually { try await node.file("/vault/secrets/key") == "two" }
                #expect(try FileManager.default.contentsOfDirectory(atPath: vault).count == 3)
            }
        }
    }

    /// Pitfall 10: the next one is there while the one before is still good.
    @Test func aTokenIsExchangedBeforeItLapses() async throws {
        try await TestNode.with { node in
            let ahead = Mutex<TimeInterval>(0)
            let count = Mutex(0)
            let now = { @Sendable in Date(timeIntervalSinceNow: ahead.withLock { $0 }) }
            node.clock = NodeClock(now: now, sleep: { try await NodeClock.system.sleep(min($0, .milliseconds(50))) })
            let issue = { @Sendable (request: TokenRequest) in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return ServiceAccountToken(text: "token \(number)", expiry: now() + TimeInterval(request.lifetime))
            }
            let path = "/var/run/secrets/kubernetes.io/serviceaccount/token"
            try await node.withAgent(token: issue) { _ in
                try await node.run("web", "exec sleep 60")
                try await node.untilReady()
                #expect(try await node.file(path) == "token 1")
                // A fifth of the hour is left, less a minute.
                ahead.withLock { $0 = 0.8 * 3_600 + 60 }
                try await eventually { try await node.file(path) == "token 2" }
                #expect(count.withLock { $0 } == 2)
            }
        }
    }
}
