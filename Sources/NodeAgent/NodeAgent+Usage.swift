import Foundation
import KubeModel
import ProcessControl
import Synchronization

extension NodeAgent {
    /// What the running pods use, as it was measured last.
    package func measuredPods() -> [MeasuredPod] {
        let measurements = state.withLock { $0.meter.measurements }
        return runners.compactMap { runner in
            let running = runner.shared.withLock { $0.running }
            let all = running.compactMap { name, container in measurements[container.id].map { (name, $0) } }
            guard let first = all.first?.1 else { return nil }
            return MeasuredPod(
                namespace: runner.key.namespace, name: runner.key.name,
                containers: Dictionary(all.map { ($0.0, $0.1.measurement) }) { $1 }, time: first.time, window: first.window)
        }.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    }

    /// What all pods of the node use together, as it was measured last: the machine itself is shared by all its nodes.
    package func measuredNode() -> MeasuredNode {
        let pods = measuredPods()
        let all = pods.flatMap { $0.containers.values }
        let sum = Measurement(
            cpuNanocores: all.reduce(0) { $0 + $1.cpuNanocores }, memoryBytes: all.reduce(0) { $0 + $1.memoryBytes })
        return MeasuredNode(
            name: settings.name, measurement: sum, time: pods.first?.time ?? context.clock.now(),
            window: pods.first?.window ?? settings.usageInterval)
    }

    /// What one pod uses; nil when it is not here, or was not measured yet.
    package func usage(namespace: String, pod: String) -> MeasuredPod? {
        measuredPods().first { $0.namespace == namespace && $0.name == pod }
    }

    /// Measures all containers again and again.
    package func measure() async {
        var members = SessionMembers()
        while (try? await context.clock.sleep(settings.usageInterval)) != nil {
            let processes = runners.flatMap { runner in
                runner.shared.withLock { $0.running.values.map { ($0.id, $0.process) } }
            }
            let samples = members.sample(Dictionary(processes) { $1 }, at: context.clock.now())
            state.withLock { $0.meter.take(samples) }
        }
    }
}
