package import Foundation
package import KubeModel
import Synchronization

/// The volumes of one pod on disk. Whoever shows them does so one after another.
package final class PodVolumes: Sendable {
    package let folder: PodFolder
    private let node: NodeContext
    private let tokens = Mutex<[TokenRequest: ServiceAccountToken]>([:])

    package init(folder: PodFolder, node: NodeContext) {
        self.folder = folder
        self.node = node
    }

    /// When the next token has to be exchanged; nil when there is none.
    package var tokensDueAt: Date? {
        tokens.withLock { $0.map { Self.renewal($0.value, of: $0.key) }.min() }
    }

    /// Brings everything to where the objects are now. What did not change is not touched.
    package func show(facts: PodFacts) async throws(StartFailure) {
        do {
            try await showAll(facts)
        } catch let failure as StartFailure {
            throw failure
        } catch {
            throw .volume("the volumes cannot be set up: \(error)")
        }
    }

    private func showAll(_ facts: PodFacts) async throws {
        let pod = facts.pod
        let now = node.clock.now()
        let sources = try await SourceObjects(of: pod, from: node.api)
        try await renewTokens(of: pod, at: now)
        let renderer = VolumeRenderer(facts: facts, sources: sources, tokens: tokens.withLock { $0 })
        for volume in pod.spec["volumes"].elements { try await show(volume, renderer, at: now) }
        if VolumeMounts.mountsAccount(pod) {
            let content = renderer.account(TokenRequest(of: pod), authority: node.settings.certificateAuthority)
            try AtomicVolume(path: folder.account).show(content, at: now)
        }
        if !VaultFiles.wanted(by: pod).isEmpty {
            let content = try VaultFiles.content(wantedBy: pod, secrets: VaultFiles.read(node.settings.secretsFolder))
            try AtomicVolume(path: folder.vault).show(content, at: now)
        }
    }

    /// Where the volume of that name lies; nil when the pod has none.
    package func location(of name: String, in pod: KubeObject) -> String? {
        guard let volume = pod.spec["volumes"].elements.first(where: { $0["name"].string == name }) else { return nil }
        if let path = volume["hostPath"]["path"].string { return path }
        if let claim = volume["persistentVolumeClaim"]["claimName"].string {
            return "\(node.settings.volumeFolder)/\(pod.namespace)/\(claim)"
        }
        return folder.volume(name)
    }

    private func show(_ volume: JSON, _ renderer: VolumeRenderer, at now: Date) async throws {
        let name = volume["name"].string ?? ""
        let pod = renderer.facts.pod
        if let content = try renderer.content(of: volume) {
            try AtomicVolume(path: folder.volume(name)).show(content, at: now)
        } else if volume["hostPath"].object != nil {
            try HostPath(volume["hostPath"]).check()
        } else if let claim = volume["persistentVolumeClaim"]["claimName"].string {
            guard let object = renderer.sources[.persistentVolumeClaims, pod.namespace, claim] else {
                throw StartFailure.volume("persistentvolumeclaim \"\(claim)\" not found")
            }
            try await bind(object)
        } else if volume["emptyDir"].object != nil {
            try FileManager.default.createDirectory(atPath: folder.volume(name), withIntermediateDirectories: true)
        } else {
            throw StartFailure.volume("the volume \(name) is of a kind that is not supported on a local node: \(volume.text)")
        }
    }

    /// The claim has its folder from its first pod on.
    private func bind(_ claim: KubeObject) async throws {
        let path = "\(node.settings.volumeFolder)/\(claim.namespace)/\(claim.name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard claim.status["phase"].string != "Bound" else { return }
        var bound = claim
        bound.status = [
            "phase": "Bound", "accessModes": claim.spec["accessModes"],
            "capacity": ["storage": claim.spec["resources"]["requests"]["storage"]],
        ]
        do throws(StatusError) {
            try await node.api.updateStatus(bound, as: .persistentVolumeClaims)
        } catch {
            guard error.code == 409 else { throw error }  // another node was first
        }
    }

    private func renewTokens(of pod: KubeObject, at now: Date) async throws {
        for request in TokenRequest.all(of: pod) {
            let present = tokens.withLock { $0[request] }
            if let present, Self.renewal(present, of: request) > now { continue }
            let token = try await node.token(request)
            tokens.withLock { $0[request] = token }
        }
    }

    /// As in Kubernetes, with a fifth of its life left.
    private static func renewal(_ token: ServiceAccountToken, of request: TokenRequest) -> Date {
        token.expiry.addingTimeInterval(-0.2 * Double(request.lifetime))
    }
}
