import Foundation
package import KubeModel

/// The files that Vault's injector would put into a pod, by the pod's annotations.
package enum VaultFiles {
    private static let prefix = "vault.hashicorp.com/agent-inject-secret-"

    /// The names of the wanted files, in order; empty unless the pod asks for injection.
    package static func wanted(by pod: KubeObject) -> [String] {
        guard pod.annotations["vault.hashicorp.com/agent-inject"] == "true" else { return [] }
        return pod.annotations.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    /// Exactly the wanted files, from the folder of secrets.
    package static func content(wantedBy pod: KubeObject, secrets: [String: [UInt8]]) throws(StartFailure) -> VolumeContent {
        var content = VolumeContent()
        for name in wanted(by: pod) {
            guard let bytes = secrets[name] else {
                throw .volume(
                    "the secret \(name), which the annotation \(prefix)\(name) asks for, is not in the folder of secrets: put it there",
                    reason: "VaultSecretMissing")
            }
            content.files[name] = VolumeContent.File(bytes: bytes, mode: 0o400)
        }
        return content
    }

    /// The files of the folder of secrets; without a folder there are none.
    package static func read(_ folder: String?) -> [String: [UInt8]] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [:] }
        let files = names.compactMap { name in FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, Array($0)) } }
        return Dictionary(files) { $1 }
    }
}
