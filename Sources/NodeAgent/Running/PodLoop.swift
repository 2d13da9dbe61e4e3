package import Foundation
import KubeModel
import Logging
import ProcessControl
import Synchronization

/// The one place where a pod's machine is driven.
package struct PodLoop {
    package let runner: PodRunner
    private var machine: PodMachine
    /// When the next tick is set to come; earlier ones may come too, and do no harm.
    private var alarm: Date?

    private var node: NodeContext { runner.node }

    package init(runner: PodRunner, at now: Date) {
        self.runner = runner
        let pod = runner.shared.withLock { $0.pod }
        machine = PodMachine(pod: pod, at: now)
        if let adopted = runner.adopted { machine.adopt(adopted.containers, network: adopted.record.network, at: now) }
    }

    /// Takes up what an earlier agent left, and what is already known of the pod.
    package mutating func resume(in group: inout DiscardingTaskGroup) {
        for container in machine.containers {
            guard let record = runner.adopted?.containers[container.spec.name]?.record else { continue }
            runner.noteRun(of: container.spec.name, restartCount: record.restartCount)
            guard container.run != nil, let process = runner.adopted?.processes[container.spec.name] else { continue }
            let running = RunningContainer(
                adopted: process, record: record, spec: container.spec, folder: runner.folder.container(container.spec.name),
                podIP: machine.network?.podIP ?? "", images: node.images)
            runner.note(running, of: container.spec.name)
            group.addTask { [runner] in await runner.watch(running, of: container.spec.name) }
        }
        take(.observed(machine.pod), in: &group)
    }

    package mutating func take(_ event: PodEvent, in group: inout DiscardingTaskGroup) {
        let now = node.clock.now()
        if case .tick = event, let due = alarm, due <= now { alarm = nil }
        let directives = machine.handle(event, at: now)
        for directive in directives { perform(directive, at: now, in: &group) }
        runner.noteWaiting(machine)
        setAlarm(in: &group)
    }

    private mutating func setAlarm(in group: inout DiscardingTaskGroup) {
        guard let deadline = machine.nextDeadline, deadline < alarm ?? .distantFuture else { return }
        alarm = deadline
        group.addTask { [runner, clock = node.clock] in
            // A wall clock that is set back makes it wait again: a tick before its time would not count, and be the last.
            repeat {
                let pause = Duration.seconds(max(0, deadline.timeIntervalSince(clock.now())))
                guard (try? await clock.sleep(pause)) != nil else { return }
            } while clock.now() < deadline
            runner.send(.tick)
        }
    }

    private mutating func perform(_ directive: PodDirective, at now: Date, in group: inout DiscardingTaskGroup) {
        switch directive {
        case .prepare: runner.prepare()
        case .start(let name): start(name, at: now, in: &group)
        case .probe(let name, let id, let kind): probe(name, id: id, kind, in: &group)
        case .preStop(let name, let id, let limit): runPreStop(name, id: id, within: limit, in: &group)
        case .terminate(let name): runner.container(name)?.process.signal(SIGTERM)
        case .kill(let name): kill(name)
        case .record(let name): record(name, at: now)
        case .event(let notice): node.events.record(notice, about: machine.pod)
        case .writeStatus: runner.write(machine.reported)
        case .remove(let cause): runner.writer.yield(.remove(cause))
        }
    }

    private func start(_ name: String, at now: Date, in group: inout DiscardingTaskGroup) {
        guard let container = machine[name], let network = machine.network,
            let record = container.record(startingAs: UUID().uuidString.lowercased(), at: now)
        else { return }
        runner.noteRun(of: name, restartCount: record.restartCount)
        let facts = PodFacts(
            pod: runner.labelled(machine.pod), network: network, nodeCPU: node.machine.processors * 1_000, nodeMemory: node.machine.memory)
        let spec = container.spec
        group.addTask { [runner] in await runner.start(spec, record: record, facts: facts) }
    }

    private func probe(_ name: String, id: String, _ kind: ProbeKind, in group: inout DiscardingTaskGroup) {
        guard let running = runner.container(name), let probe = running.place.spec.probes[kind] else { return }
        group.addTask { [runner] in
            let result = await runner.node.prober.perform(
                probe.action, at: running.place, timeout: probe.timeout, purpose: kind.rawValue)
            if !Task.isCancelled { runner.send(.probed(container: name, id: id, kind, result)) }
        }
    }

    private func runPreStop(_ name: String, id: String, within limit: Double, in group: inout DiscardingTaskGroup) {
        guard let running = runner.container(name), let hook = running.place.spec.preStop else { return }
        group.addTask { [runner] in
            let result = await runner.node.prober.perform(hook, at: running.place, timeout: limit, purpose: "preStop")
            guard !Task.isCancelled else { return }
            let failure: String? = if case .failure(let why) = result { "PreStopHook failed: \(why)" } else { nil }
            runner.send(.preStopFinished(container: name, id: id, failure: failure))
        }
    }

    private func kill(_ name: String) {
        guard let process = runner.container(name)?.process else { return }
        process.signal(SIGKILL)
        process.signalSession(SIGKILL)
    }

    private func record(_ name: String, at now: Date) {
        guard let record = machine[name]?.record(at: now), !record.id.isEmpty else { return }
        let path = runner.folder.container(name).record
        let identity = runner.container(name)?.process ?? (try? ContainerFile.read(from: path))?.identity
        do {
            try ContainerFile(identity: identity, extra: record).write(to: path)
        } catch {
            node.logger.error("the record of a container was not written", metadata: ["path": "\(path)", "error": "\(error)"])
        }
    }
}
