import Foundation
import KubeModel
import TestKit
import Testing

import NodeAgent

@Suite struct VolumeTests {
    private static let renderer = VolumeRenderer(
        facts: ContainerEnvironmentTests.facts, sources: ContainerEnvironmentTests.sources,
        tokens: [
            TokenRequest(of: ContainerEnvironmentTests.facts.pod, source: ["audience": "vault", "expirationSeconds": 600]):
                ServiceAccountToken(text: "jwt", expiry: .distantFuture)
        ])

    @Test(
        arguments: [
            (["configMap": ["name": "config"]], ["LEVEL": "info 644", "COLOUR": "red 644", "RAW": "hello 644"]),
            (["configMap": ["name": "none", "optional": true]], [:]),
            (
                [
                    "configMap": [
                        "name": "config", "defaultMode": 0o400,
                        "items": [["key": "LEVEL", "path": "sub/level"], ["key": "RAW", "path": "r", "mode": 0o600]],
                    ]
                ],
                ["sub/level": "info 400", "r": "hello 600"]
            ),
            (["secret": ["secretName": "secret", "defaultMode": 0o440]], ["PASSWORD": "sesame 440"]),
            (
                ["downwardAPI": ["items": [["path": "labels", "fieldRef": ["fieldPath": "metadata.labels"]]]]],
                ["labels": "app=\"web\"\ntopology.kubernetes.io/zone=\"zone-a\" 644"]
            ),
            (
                [
                    "projected": [
                        "defaultMode": 0o444,
                        "sources": [
                            ["configMap": ["name": "config", "items": [["key": "LEVEL", "path": "level"]]]],
                            ["secret": ["name": "secret"]],
                            ["serviceAccountToken": ["path": "t", "audience": "vault", "expirationSeconds": 600]],
                            ["downwardAPI": ["items": [["path": "n", "fieldRef": ["fieldPath": "metadata.name"]]]]],
                        ],
                    ]
                ],
                ["level": "info 444", "PASSWORD": "sesame 444", "t": "jwt 444", "n": "web-1 444"]
            ),
        ] as [(JSON, [String: String])])
    func contents(volume: JSON, files: [String: String]) throws {
        let content = try #require(try Self.renderer.content(of: volume))
        #expect(content.files.mapValues { "\(String(decoding: $0.bytes, as: UTF8.self)) \(String($0.mode, radix: 8))" } == files)
    }

    @Test(
        arguments: [
            (["configMap": ["name": "none"]], "configmap \"none\" not found"),
            (["secret": ["secretName": "secret", "items": [["key": "K", "path": "k"]]]], "references non-existent key K of secret"),
            (["configMap": ["name": "config", "items": [["key": "LEVEL", "path": "../x"]]]], "leads out of it"),
            (["configMap": ["name": "config", "items": [["key": "LEVEL", "path": "/x"]]]], "leads out of it"),
        ] as [(JSON, String)])
    func faults(volume: JSON, message: String) {
        #expect { try Self.renderer.content(of: volume) } throws: { ($0 as? StartFailure)?.message.contains(message) ?? false }
    }

    @Test func aFolderIsExchangedAsAWholeAndOnlyWhenItChanges() async throws {
        try await withTemporaryDirectory { path in
            let volume = AtomicVolume(path: path)
            func content(_ files: [String: String]) -> VolumeContent {
                VolumeContent(files.mapValues { VolumeContent.File(bytes: Array($0.utf8), mode: 0o640) })
            }
            #expect(try volume.show(content(["a": "1", "sub/b": "2"]), at: Date()))
            let first = try FileManager.default.destinationOfSymbolicLink(atPath: path + "/..data")
            #expect(try String(contentsOfFile: path + "/a", encoding: .utf8) == "1")
            #expect(try String(contentsOfFile: path + "/sub/b", encoding: .utf8) == "2")
            let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/\(first)/a")[.posixPermissions] as? NSNumber
            #expect(mode == 0o640)
            #expect(try !volume.show(content(["a": "1", "sub/b": "2"]), at: Date()))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path + "/..data") == first)
            #expect(try volume.show(content(["c": "3"]), at: Date()))
            let second = try FileManager.default.destinationOfSymbolicLink(atPath: path + "/..data")
            #expect(try Set(FileManager.default.contentsOfDirectory(atPath: path)) == ["..data", second, "c"])
            #expect(try volume.show(VolumeContent(), at: Date()))
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 2)
        }
    }

    @Test func aCrashInTheMiddleIsMendedByTheNextUpdate() async throws {
        try await withTemporaryDirectory { path in
            let manager = FileManager.default
            let volume = AtomicVolume(path: path)
            let content = VolumeContent(["a": VolumeContent.File(bytes: [1], mode: 0o600)])
            try volume.show(content, at: Date())
            // Half a version and a half-made link are left behind, and a name is missing.
            try manager.createDirectory(atPath: path + "/..2026_half", withIntermediateDirectories: true)
            try manager.createSymbolicLink(atPath: path + "/..data_tmp", withDestinationPath: "..2026_half")
            try manager.removeItem(atPath: path + "/a")
            try volume.show(content, at: Date())
            #expect(manager.contents(atPath: path + "/a") == Data([1]))
            #expect(try manager.contentsOfDirectory(atPath: path).count == 3)
        }
    }

    @Test func vaultsAnnotationsNameTheFiles() throws {
        var pod = PodDriver.pod([:])
        pod.annotations = [
            "vault.hashicorp.com/agent-inject": "true", "vault.hashicorp.com/agent-inject-secret-b.key": "secret/b",
            "vault.hashicorp.com/agent-inject-secret-a": "secret/a", "vault.hashicorp.com/agent-inject-template-a": "{{ . }}",
        ]
        #expect(VaultFiles.wanted(by: pod) == ["a", "b.key"])
        let content = try VaultFiles.content(wantedBy: pod, secrets: ["a": [1], "b.key": [2], "c": [3]])
        #expect(content == VolumeContent(["a": .init(bytes: [1], mode: 0o400), "b.key": .init(bytes: [2], mode: 0o400)]))
        #expect { try VaultFiles.content(wantedBy: pod, secrets: ["a": [1]]) } throws: {
            ($0 as? StartFailure)?.reason == "VaultSecretMissing" && ($0 as? StartFailure)?.message.contains("b.key") ?? false
        }
        pod.annotations["vault.hashicorp.com/agent-inject"] = "false"
        #expect(VaultFiles.wanted(by: pod).isEmpty)
    }
}
