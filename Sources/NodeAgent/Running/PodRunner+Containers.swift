import Foundation
import KubeModel
import ProcessControl
import Synchronization

extension PodRunner {
    /// The container's process, if it has one.
    package func container(_ name: String) -> RunningContainer? { shared.withLock { $0.running[name] } }

    /// From now on it is the container's process.
    package func note(_ running: RunningContainer, of name: String) { shared.withLock { $0.running[name] = running } }

    /// A run begins, or was begun by another agent: it has a log of its own, and only the one before keeps its own.
    package func noteRun(of name: String, restartCount: Int) {
        let container = folder.container(name)
        try? FileManager.default.createDirectory(atPath: container.path, withIntermediateDirectories: true)
        let path = container.log(restartCount)
        shared.withLock { shared in
            shared.latestRun[name] = restartCount
            if shared.logs[name]?.path != path { shared.logs[name] = ContainerLog(path: path) }
        }
        let kept = Set([restartCount, restartCount - 1].map { "\($0)" })
        for file in (try? FileManager.default.contentsOfDirectory(atPath: container.path)) ?? [] {
            let parts = file.split(separator: ".")
            guard parts.count >= 2, parts[1] == "log", Int(parts[0]) != nil, !kept.contains(String(parts[0])) else { continue }
            try? FileManager.default.removeItem(atPath: "\(container.path)/\(file)")
        }
    }

    /// Why its containers do not run, for those who ask for their logs.
    package func noteWaiting(_ machine: PodMachine) {
        let waiting = machine.containers.compactMap { container -> (String, String)? in
            guard !container.isLive, container.last == nil, container.end == nil else { return nil }
            if case .blocked(let failure, _) = container.phase { return (container.spec.name, failure.message) }
            return (container.spec.name, machine.preparationFailure?.message ?? "ContainerCreating")
        }
        shared.withLock { $0.waiting = Dictionary(waiting) { $1 } }
    }

    /// Starts one run and stays with it to its end.
    package func start(_ spec: ContainerSpec, record: ContainerRecord, facts: PodFacts) async {
        do throws(StartFailure) {
            let running = try await ContainerStarter(node: node, volumes: volumes).start(spec, record: record, facts: facts)
            note(running, of: spec.name)
            send(.started(container: spec.name, id: record.id))
            await watch(running, of: spec.name)
        } catch {
            send(.startFailed(container: spec.name, error))
        }
    }

    /// Limits the run and stays with it to its end. It is left alone when the task is cancelled.
    package func watch(_ running: RunningContainer, of name: String) async {
        let spec = running.place.spec
        let limits = ControlGroups.Limits(container: spec.json)
        if let notice = node.limits.enforce(limits, on: running.process, id: running.id) {
            node.events.record(notice, about: shared.withLock { $0.pod })
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.identify(running, of: name) }
            guard let status = try? await running.process.waitForExit() else { return }
            await endSession(of: running.process)
            let isOutOfMemory = !limits.isEmpty && node.limits.wasOutOfMemory(running.id)
            node.limits.lift(running.id)
            send(.exited(container: name, id: running.id, ContainerExit(status: status, isOutOfMemory: isOutOfMemory)))
        }
    }

    /// With its first process a container is over: whatever else it has started goes too.
    private func endSession(of process: ProcessIdentity) async {
        var members = process.sessionMembers
        for member in members { member.signal(SIGKILL) }
        // A process that is killed is gone a moment later; one that the kernel holds is not waited for.
        let deadline = node.clock.now().addingTimeInterval(2)
        while !members.isEmpty, node.clock.now() < deadline, (try? await node.clock.sleep(.milliseconds(2))) != nil {
            members = members.filter(\.isRunning)
        }
    }

    /// Tells the hash of the binary, once it is known: nothing waits for it.
    private func identify(_ running: RunningContainer, of name: String) async {
        guard !running.place.binary.isEmpty, let hash = await node.images.hash(ofBinary: running.place.binary) else { return }
        send(.identified(container: name, imageID: hash))
    }
}
