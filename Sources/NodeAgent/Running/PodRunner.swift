import Foundation
package import KubeModel
import ProcessControl
package import Synchronization

/// Runs one pod: feeds its ``PodMachine`` with what happens, and does what it says.
package final class PodRunner: Sendable {
    /// What others may look at while it runs.
    package struct Shared: Sendable {
        /// As it was last heard of.
        package var pod: KubeObject
        package var network: PodNetwork?
        package var running: [String: RunningContainer] = [:]
        /// The latest run of each container that has begun one, by its restart count.
        package var latestRun: [String: Int] = [:]
        package var logs: [String: ContainerLog] = [:]
        /// Why a container does not run, for those who ask for its log.
        package var waiting: [String: String] = [:]
        /// The status that is to be written next.
        package var status: JSON?
        /// Whether ``PodMachine`` waits for the volumes.
        package var isPreparing = false
    }

    /// What the writer has to do.
    package enum WriterJob: Sendable {
        case status
        case remove(EndingCause)
    }

    package let uid: String
    package let key: ObjectKey
    package let folder: PodFolder
    /// What it refers to.
    package let references: Set<ObjectKey>
    package let wantsVault: Bool
    package let node: NodeContext
    package let volumes: PodVolumes
    package let adopted: AdoptedPod?
    package let shared: Mutex<Shared>
    package let events: AsyncStream<PodEvent>
    package let mailbox: AsyncStream<PodEvent>.Continuation
    package let refreshes: AsyncStream<Void>
    package let refresher: AsyncStream<Void>.Continuation
    package let jobs: AsyncStream<WriterJob>
    package let writer: AsyncStream<WriterJob>.Continuation

    package init(pod: KubeObject, adopted: AdoptedPod?, node: NodeContext) {
        uid = pod.uid
        key = ObjectKey(.pods, namespace: pod.namespace, name: pod.name)
        folder = PodFolder(node: node.settings.folder, pod: pod)
        references = SourceObjects.references(of: pod)
        wantsVault = !VaultFiles.wanted(by: pod).isEmpty
        self.node = node
        self.adopted = adopted
        volumes = PodVolumes(folder: folder, node: node)
        shared = Mutex(Shared(pod: pod, network: adopted?.record.network))
        (events, mailbox) = AsyncStream.makeStream()
        (refreshes, refresher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (jobs, writer) = AsyncStream.makeStream()
    }

    /// Tells it what happened.
    package func send(_ event: PodEvent) {
        if case .observed(let pod) = event {
            let isNews = shared.withLock { shared in
                defer { shared.pod = pod }
                return shared.pod["metadata", "labels"] != pod["metadata", "labels"]
                    || shared.pod["metadata", "annotations"] != pod["metadata", "annotations"]
            }
            if isNews { refreshVolumes() }
        }
        mailbox.yield(event)
    }

    /// Has the volumes brought up to date.
    package func refreshVolumes() { refresher.yield() }

    /// Runs the pod until it has ended, or the task is cancelled: then its processes stay.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.keepVolumes() }
            group.addTask { await self.keepWriting() }
            var loop = PodLoop(runner: self, at: node.clock.now())
            loop.resume(in: &group)
            for await event in events { loop.take(event, in: &group) }
            group.cancelAll()
        }
    }
}
