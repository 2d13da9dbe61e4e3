import Foundation
import KubeModel

/// The second version of the product service, from the example that is shipped.
struct ReleaseCandidate: Sendable {
    private static let file = "deploy/examples/product-v2/deployment.yaml"

    let api: any ObjectAPI

    /// Applies it and waits until all its pods are available.
    func deploy() async throws {
        let text = try String(contentsOfFile: Self.file, encoding: .utf8)
        for manifest in try ManifestLoader().load([(name: Self.file, text: text)]) {
            let key = ObjectKey(.deployments, namespace: manifest.object.namespace, name: manifest.object.name)
            try await api.patch(key, .apply(manifest.object.json, force: true), manager: "souk-bench")
            try await waitUntilAvailable(key, replicas: manifest.object["spec", "replicas"].int ?? 1)
        }
    }

    private func waitUntilAvailable(_ key: ObjectKey, replicas: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await api.get(key)["status", "availableReplicas"].int ?? 0 < replicas {
            guard ContinuousClock.now < deadline else { throw BenchFailure("\(key) is not available after 60 s.") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
