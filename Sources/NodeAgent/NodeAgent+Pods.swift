import Foundation
import KubeModel
import Logging
import Synchronization

extension NodeAgent {
    /// Runs the pods that are bound to the node, from the first list on.
    package func followPods() async {
        let mine = ObjectSelector(
            fields: FieldSelector([FieldSelector.Requirement(field: "spec.nodeName", value: settings.name, isEqual: true)]))
        await withDiscardingTaskGroup { group in
            var adoptable: [String: AdoptedPod]? = adoptablePods()
            for await update in ObjectStream(.pods, selector: mine, of: context.api) {
                switch update {
                case .synced(let list):
                    synchronise(with: list.items, adopting: adoptable ?? [:], in: &group)
                    adoptable = nil
                case .changed(let pod): observe(pod, adopted: nil, in: &group)
                case .deleted(let pod): forget(pod.uid)
                case .interrupted(let error):
                    context.logger.warning("the API is away; the pods run on", metadata: ["error": "\(error)"])
                case .resumed: break
                }
            }
            group.cancelAll()
        }
    }

    /// What earlier agents have left, by UID. Its addresses are taken before any new pod asks for one.
    private func adoptablePods() -> [String: AdoptedPod] {
        let pods = PodFolder.present(in: settings.folder).compactMap { folder -> AdoptedPod? in
            if let pod = AdoptedPod(folder) { return pod }
            try? folder.remove()  // nothing was ever started in it
            return nil
        }
        for pod in pods where pod.record.network.podIP != settings.hostIP { context.addresses.reserve(pod.record.network.podIP) }
        return Dictionary(pods.map { ($0.record.uid, $0) }) { $1 }
    }

    private func synchronise(with pods: [KubeObject], adopting adoptable: [String: AdoptedPod], in group: inout DiscardingTaskGroup) {
        let present = Set(pods.map(\.uid))
        for uid in state.withLock({ Array($0.runners.keys) + $0.finished }) where !present.contains(uid) { forget(uid) }
        for (uid, orphan) in adoptable where !present.contains(uid) {
            group.addTask { await self.end(orphan) }
        }
        for pod in pods { observe(pod, adopted: adoptable[pod.uid], in: &group) }
    }

    private func observe(_ pod: KubeObject, adopted: AdoptedPod?, in group: inout DiscardingTaskGroup) {
        enum Known { case runner(PodRunner), new(PodRunner), finished }
        let known = state.withLock { state -> Known in
            if let runner = state.runners[pod.uid] { return .runner(runner) }
            if state.finished.contains(pod.uid) || state.isStopping { return .finished }
            let runner = PodRunner(pod: pod, adopted: adopted, node: context)
            state.runners[pod.uid] = runner
            return .new(runner)
        }
        switch known {
        case .runner(let runner): runner.send(.observed(pod))
        case .finished: break
        case .new(let runner):
            group.addTask {
                await runner.run()
                guard !Task.isCancelled else { return }
                self.state.withLock { state in
                    state.runners[runner.uid] = nil
                    state.finished.insert(runner.uid)
                }
            }
        }
    }

    /// The object is gone.
    private func forget(_ uid: String) {
        let runner = state.withLock { state -> PodRunner? in
            state.finished.remove(uid)
            return state.runners[uid]
        }
        runner?.send(.vanished)
    }

    /// Ends what was left of a pod that is gone.
    private func end(_ orphan: AdoptedPod) async {
        context.logger.info(
            "ending the processes of a pod that is gone", metadata: ["pod": "\(orphan.record.namespace)/\(orphan.record.name)"])
        await orphan.end(grace: orphan.record.grace, clock: context.clock)
        guard !Task.isCancelled else { return }
        try? orphan.folder.remove()
        context.addresses.release(orphan.record.network.podIP)
    }
}
