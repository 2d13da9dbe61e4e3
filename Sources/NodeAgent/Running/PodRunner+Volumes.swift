import Foundation
package import KubeModel
import Logging
import ProcessControl
import Synchronization

extension PodRunner {
    /// Has the pod prepared; the answer comes as an event.
    package func prepare() {
        shared.withLock { $0.isPreparing = true }
        refresher.yield()
    }

    /// Prepares the pod, and then brings its volumes up to date whenever that is asked for, one time after another.
    package func keepVolumes() async {
        for await _ in refreshes {
            let isPreparing = shared.withLock { shared in
                defer { shared.isPreparing = false }
                return shared.isPreparing
            }
            do throws(StartFailure) {
                let network = try await network()
                let pod = labelled(shared.withLock { $0.pod })
                let machine = node.machine
                try await volumes.show(
                    facts: PodFacts(pod: pod, network: network, nodeCPU: machine.processors * 1_000, nodeMemory: machine.memory))
                if isPreparing { send(.prepared(network)) }
            } catch {
                report(error, isPreparing: isPreparing)
            }
        }
    }

    private func report(_ failure: StartFailure, isPreparing: Bool) {
        guard !Task.isCancelled else { return }
        if isPreparing { return send(.preparationFailed(failure)) }
        // What is mounted stays as it was, as in Kubernetes.
        let notice = PodNotice(isWarning: true, reason: "FailedMount", message: failure.message)
        node.events.record(notice, about: shared.withLock { $0.pod })
    }

    /// The pod as its containers see it: with the labels that tell where its node is.
    package func labelled(_ pod: KubeObject) -> KubeObject {
        var pod = pod
        pod.labels.merge(node.settings.topologyLabels) { present, _ in present }
        return pod
    }

    /// The pod's addresses: those it has, or new ones, which are on disk before anything uses them.
    private func network() async throws(StartFailure) -> PodNetwork {
        if let network = shared.withLock({ $0.network }) { return network }
        let pod = shared.withLock { $0.pod }
        do {
            let network = try await claimNetwork(pod)
            shared.withLock { $0.network = network }
            return network
        } catch let failure as StartFailure {
            throw failure
        } catch {
            throw .volume("the pod's folder cannot be made: \(error)")
        }
    }

    private func claimNetwork(_ pod: KubeObject) async throws -> PodNetwork {
        let host = node.settings.hostIP
        let spec = PodSpec(pod)
        guard let address = spec.usesHostNetwork ? host : try node.addresses.take() else {
            throw StartFailure.volume("all addresses of the network \(node.settings.network) are in use")
        }
        let network = PodNetwork(podIP: address, hostIP: host)
        try folder.create()
        let record = PodRecord(namespace: pod.namespace, name: pod.name, uid: pod.uid, network: network, grace: spec.grace)
        try DurableFile.replace(folder.record, with: try JSONEncoder().encode(record), isSynced: false)
        await labelObject(pod)
        return network
    }

    /// As Kubernetes does when a pod is bound. The containers have the labels in any case.
    private func labelObject(_ pod: KubeObject) async {
        let missing = node.settings.topologyLabels.filter { pod.labels[$0.key] == nil }
        guard !missing.isEmpty else { return }
        do {
            let patched = try await node.api.patch(key, .merge(["metadata": ["labels": JSON(missing)]]))
            shared.withLock { if $0.pod.uid == patched.uid { $0.pod = patched } }
        } catch {
            node.logger.warning("a pod was not labelled with its zone", metadata: ["pod": "\(key)", "error": "\(error)"])
        }
    }
}
