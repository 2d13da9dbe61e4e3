import Crypto
import Foundation
package import KubeControllers
package import KubeModel

/// Rolls Deployments whose ConfigMaps or Secrets have changed, where their annotations ask for it.
package struct ReloaderController: Reconciler {
    package let name = "reloader"
    private let context: ControllerContext
    private let deployments: Informer
    private let strategy: Reloader.Strategy

    package init(_ context: ControllerContext, _ queue: WorkQueue<ObjectKey>, strategy: Reloader.Strategy) {
        self.context = context
        self.strategy = strategy
        deployments = context.informers[.deployments]
        deployments.onChange { [deployments] change in
            guard let object = change.new, Reloader(of: object).isAsked,
                change.old?.annotations != object.annotations
                    || change.old?.spec != object.spec
            else { return }
            queue.add(deployments.key(of: object))
        }
        for type in [ResourceType.configMaps, .secrets] {
            context.informers[type].onChange { [deployments] change in
                guard let config = change.either else { return }
                for deployment in deployments.objects(in: config.namespace) where Reloader(of: deployment).isAsked {
                    queue.add(deployments.key(of: deployment))
                }
            }
        }
    }

    package var keys: [ObjectKey] { deployments.objects().filter { Reloader(of: $0).isAsked }.map(deployments.key) }

    package func reconcile(_ key: ObjectKey) async throws(StatusError) -> Duration? {
        guard let deployment = deployments.object(key) else { return nil }
        let reloader = Reloader(of: deployment, strategy: strategy)
        guard reloader.isAsked else { return nil }
        let configs = sightings(.configMap, .configMaps, in: key.namespace) + sightings(.secret, .secrets, in: key.namespace)
        return try await context.performer.perform(reloader.directives(configs, at: context.now()))
    }

    private func sightings(_ kind: ConfigReference.Kind, _ type: ResourceType, in namespace: String) -> [ConfigSighting] {
        context.informers[type].objects(in: namespace).map { ConfigSighting($0, kind, hash: Self.hash(of: $0, kind)) }
    }

    /// The SHA-1 that Reloader takes. It guards nothing; it only tells contents apart.
    private static func hash(of object: KubeObject, _ kind: ConfigReference.Kind) -> String {
        let content = ConfigSighting.content(of: object, kind) { Data(base64Encoded: $0).map(Array.init) }
        return Insecure.SHA1.hash(data: content).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
