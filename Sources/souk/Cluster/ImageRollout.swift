import Foundation
import KubeModel

/// Replaces pods whose image has become another program under the same tag, as `kubectl rollout restart` does.
struct ImageRollout: Sendable {
    let api: any ObjectAPI

    func restart(image: String) async throws(StatusError) {
        for deployment in try await api.list(.deployments, namespace: ClusterSettings.namespace).items {
            let containers = deployment.spec[path: ["template", "spec", "containers"]].elements
            guard containers.contains(where: { $0["image"].string == image }) else { continue }
            let now = KubeTime(secondsSince1970: Date().timeIntervalSince1970).text
            let annotations: JSON = ["kubectl.kubernetes.io/restartedAt": .string(now)]
            try await api.patch(
                ObjectKey(.deployments, namespace: deployment.namespace, name: deployment.name),
                .merge(["spec": ["template": ["metadata": ["annotations": annotations]]]]), manager: ManifestApplication.manager)
        }
    }
}
