import KubeControllers
import KubeModel
import Logging

/// Has a world look after what no rollout is at work on.
final class Caretaker: Sendable {
    let bell = Bell()
    private let namespace: String
    private let kind: RolloutKind
    private let world: any RolloutWorld
    private let tools: WorkerTools

    init(_ namespace: String, kind: RolloutKind, world: any RolloutWorld, tools: WorkerTools) {
        self.namespace = namespace
        self.kind = kind
        self.world = world
        self.tools = tools
    }

    /// Works until its task is cancelled.
    func run() async {
        var failures = 0
        while !Task.isCancelled {
            var pause = tools.settings.lookAfterInterval
            do throws(StatusError) {
                try await look()
                failures = 0
            } catch {
                failures += 1
                pause = tools.backoff.pause(afterFailures: failures, random: .random(in: 0...1))
                let metadata: Logger.Metadata = ["kind": "\(kind.rawValue)", "error": "\(error.message)"]
                tools.logger.log(level: error.reason == .conflict ? .debug : .warning, "Looking after failed", metadata: metadata)
            }
            do { try await tools.clock.sleep(for: tools.settings.passInterval * 4) } catch { return }
            await bell.heard(within: pause, clock: tools.clock)
        }
    }

    private func look() async throws(StatusError) {
        guard tools.lease.isHeld else { return }
        let objects = try await tools.api.list(kind.type, namespace: namespace).items
        let rollouts = objects.filter { !$0.isOver }.map { Rollout(kind: kind, object: $0) }
        for note in try await world.lookAfter(namespace, besides: rollouts) { tools.events.tell(note) }
        for rollout in RolloutHistory.lapsed(among: objects) {
            try await tools.api.remove(ObjectKey(kind.type, namespace: namespace, name: rollout.name), uid: rollout.uid)
        }
    }
}
