import Foundation
package import KubeModel

extension NodeAgent {
    /// Brings the volumes up to date with the objects that they are made from.
    package func followSources(_ type: ResourceType) async {
        for await update in ObjectStream(type, of: context.api) {
            switch update {
            case .synced:
                for runner in runners where runner.references.contains(where: { $0.type == type }) { refresh(runner) }
            case .changed(let object), .deleted(let object):
                let key = ObjectKey(type, namespace: object.namespace, name: object.name)
                for runner in runners where runner.references.contains(key) { refresh(runner) }
            case .interrupted, .resumed: break
            }
        }
    }

    /// Brings what Vault's annotations ask for up to date with the folder of secrets. It is read, and not only looked at: what counts
    /// is the content.
    package func followSecretsFolder() async {
        guard let folder = settings.secretsFolder else { return }
        var before = VaultFiles.read(folder)
        while (try? await context.clock.sleep(settings.secretsInterval)) != nil {
            let now = VaultFiles.read(folder)
            guard now != before else { continue }
            before = now
            for runner in runners where runner.wantsVault { refresh(runner) }
        }
    }

    /// Exchanges tokens before they expire.
    package func renewTokens() async {
        while (try? await context.clock.sleep(.seconds(10))) != nil {
            let now = context.clock.now()
            for runner in runners where runner.volumes.tokensDueAt.map({ $0 <= now }) ?? false { runner.refreshVolumes() }
        }
    }

    private func refresh(_ runner: PodRunner) {
        runner.refreshVolumes()
        runner.send(.sourcesChanged)
    }
}
