import Foundation
import KubeModel
import ProcessControl
import Synchronization

/// Runs one pod: feeds its ``PodMachine`` with what happens, and does what it says.
final class PodRunner: Sendable {
    /// What others may look at while it runs.
    struct Shared: Sendable {
        /// As it was last heard of.
        var pod: KubeObject
        var network: PodNetwork?
        var running: [String: RunningContainer] = [:]
        /// The latest run of each container that has begun one, by its restart count.
        var latestRun: [String: Int] = [:]
        var logs: [String: ContainerLog] = [:]
        /// Why a container does not run, for those who ask for its log.
        var waiting: [String: String] = [:]
        /// The status that is to be written next.
        var status: JSON?
        /// Whether ``PodMachine`` waits for the volumes.
        var isPreparing = false
    }

    /// What the writer has to do.
    enum WriterJob: Sendable {
        case status
        case remove(EndingCause)
    }

    let uid: String
    let key: ObjectKey
    let folder: PodFolder
    /// What it refers to.
    let references: Set<ObjectKey>
    let wantsVault: Bool
    let node: NodeContext
    let volumes: PodVolumes
    let adopted: AdoptedPod?
    let shared: Mutex<Shared>
    let events: AsyncStream<PodEvent>
    let mailbox: AsyncStream<PodEvent>.Continuation
    let refreshes: AsyncStream<Void>
    let refresher: AsyncStream<Void>.Continuation
    let jobs: AsyncStream<WriterJob>
    let writer: AsyncStream<WriterJob>.Continuation

    init(pod: KubeObject, adopted: AdoptedPod?, node: NodeContext) {
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
    func send(_ event: PodEvent) {
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
    func refreshVolumes() { refresher.yield() }

    /// Runs the pod until it has ended, or the task is cancelled: then its processes stay.
    func run() async {
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
