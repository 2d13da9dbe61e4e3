import ConfigMapWatch
import Foundation
import HotConfig
import KubeModel
import TestKit
import Testing

@Suite("A ConfigMap and its volume")
struct SourceContentTests {
    private func content(_ members: JSON) -> SourceContent {
        var object = KubeObject(.configMaps, namespace: "shop", name: "settings")
        object["data"] = members["data"]
        object["binaryData"] = members["binaryData"]
        object.resourceVersion = "7"
        return SourceContent(configMap: object, arrived: .now)
    }

    /// Or else each change would be applied twice: when the API tells it, and when the kubelet has written it.
    @Test(
        arguments: [
            ["data": ["a.yaml": "threshold: 5\n", "LOG_LEVEL": "info", "empty": ""], "binaryData": ["logo": "iVBORw0KGgo="]],
            ["data": ["windows.yaml": "a: 1\r\nb: 2\r\n", "bom.yaml": "\u{FEFF}a: 1"]], ["data": ["é": "☃"]], [:],
        ] as [JSON])
    func bothHaveTheSameHash(members: JSON) async throws {
        let files = members["data"].strings.mapValues { Data($0.utf8) }
            .merging(members["binaryData"].strings.compactMapValues { Data(base64Encoded: $0) }) { first, _ in first }
        try await withTemporaryDirectory { path in
            for (name, bytes) in files { try bytes.write(to: URL(filePath: "\(path)/\(name)")) }
            let volume = try FileSourceReader(path: path).read()
            let told = content(members)
            #expect(told.hash == volume.hash && told.entries == volume.entries)
            #expect(told.entries.count == files.count)
        }
    }

    @Test func whatAVolumeKeepsForItselfIsNoKey() {
        let told = content(["data": ["..data": "x", ".hidden": "x", "seen": "y"], "binaryData": ["..x": "eA==", "damaged": "%"]])
        #expect(told.entries.map(\.name) == ["seen"])
        #expect(told.isAtomic)
    }

    /// The pod of the share and the one outside read the same map, and each the same as from its volume.
    @Test(arguments: [0, ConfigStaging.positions])
    func aRolloutIsReadTheSameWayFromBoth(below: Int) async throws {
        let staging = ConfigStaging(release: "u", intent: 1, revision: "r2", percent: 50, below: below)
        let texts = ["a.yaml": "threshold: 1\n", ".rollout": try staging.text, ".canary.a.yaml": "threshold: 2\n"]
        var object = KubeObject(.configMaps, namespace: "shop", name: "settings")
        object["data"] = JSON(texts)
        try await withTemporaryDirectory { path in
            for (name, text) in texts { try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)")) }
            let volume = try FileSourceReader(path: path, pod: "p").read()
            let told = SourceContent(configMap: object, pod: "p", arrived: .now)
            #expect(told.hash == volume.hash && told.entries == volume.entries && told.share == volume.share)
            #expect(told.share?.isMember == (below > 0))
        }
    }
}
