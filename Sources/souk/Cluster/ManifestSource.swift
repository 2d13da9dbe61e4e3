import Crypto
import Foundation
import KubeModel

/// A kustomization that holds the shop: rendered by kubectl itself, so that it means here what it means everywhere.
struct ManifestSource: Sendable {
    let directory: String

    struct Rendered: Sendable {
        let manifests: [Manifest]
        /// Changes when anything in the manifests does.
        let digest: String

        /// The keys of the objects of one type.
        func keys(_ type: ResourceType) -> [ObjectKey] {
            manifests.filter { $0.object.kind == type.kind }.map {
                ObjectKey(type, namespace: $0.object.namespace, name: $0.object.name)
            }
        }
    }

    /// Throws ``CommandFailure`` with every fault of the files.
    func rendered() async throws -> Rendered {
        guard FileManager.default.fileExists(atPath: directory) else {
            throw CommandFailure("\(directory) is not there. Run souk in the folder of its repository, or name a kustomization with -k.")
        }
        let text = try await Tool.kubectl.run(["kustomize", directory])
        let digest = SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
        do {
            return Rendered(manifests: try ManifestLoader().load([(name: directory, text: text)]), digest: digest)
        } catch {
            throw CommandFailure(
                "The manifests of \(directory) cannot be read:\n  " + error.faults.map(\.description).joined(separator: "\n  "))
        }
    }
}
